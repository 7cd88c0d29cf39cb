// Begins once the server's page is seen: what is replaced while it is on its way to the screen never shows, and until then the
// line and the processor are the page's own.
import '../styles/main.css';

void firstPaint().then(() => import('./take-over.ts'));

async function firstPaint(): Promise<void> {
  await new Promise<void>((resolve) => {
    if (document.visibilityState === 'hidden') return resolve();
    new PerformanceObserver((list) => { if (list.getEntriesByName('first-contentful-paint').length > 0) resolve(); }).observe({ type: 'paint', buffered: true });
    // A browser may not tell.
    setTimeout(resolve, 1500);
  });
}
