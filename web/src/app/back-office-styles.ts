import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import './back-office.css';
import '../components/page.css';
import '../components/table.css';
import '../features/dashboard/components/dashboard.css';
import '../features/inventory/components/delivery.css';
