import type { Page, Route } from 'playwright-core';

/** No page of the product asks for this. */
const PROBE = '?intercepted';

/**
 * Has requests of a page answered by the test. The browser is told of it by the page's first route, and the page's own process hears of
 * that a moment later: on a busy machine a key pressed at once is faster, and what it asks for goes to the server. So what is asked for
 * here comes back from the test before anybody presses anything.
 */
export async function intercept(
  page: Page,
  pattern: string | RegExp,
  answer: (route: Route) => unknown,
  options?: { times: number },
): Promise<void> {
  await page.route(pattern, answer, options);
  await page.route(
    (url) => url.search === PROBE,
    (route) => route.fulfill({ status: 204 }),
  );
  await page.evaluate(async (probe) => {
    while ((await fetch(probe)).status !== 204);
  }, PROBE);
}
