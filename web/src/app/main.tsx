import './till-styles';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { FailureBoundary } from './failure';
import { Providers } from './providers';
import { Router } from './router';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Providers>
      <FailureBoundary>
        <Router />
      </FailureBoundary>
    </Providers>
  </StrictMode>,
);
