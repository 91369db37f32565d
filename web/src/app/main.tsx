import './till-styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Failure } from '../components/failure';
import { FailureBoundary } from '../components/failure-boundary';
import { LeaveGuard } from '../components/leave-guard';
import { applyHand } from '../lib/hand';
import { Providers } from './providers';
import { Router } from './router';

applyHand();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <FailureBoundary fallback={() => <Failure />}>
        <LeaveGuard>
          <Router />
        </LeaveGuard>
      </FailureBoundary>
    </Providers>
  </StrictMode>,
);
