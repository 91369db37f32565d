import '@mantine/core/styles.css';
import '@mantine/charts/styles.css';
import './back-office.css';
