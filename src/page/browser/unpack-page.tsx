import { openData } from './open-data.ts';
import { startPage } from './start-page.ts';

/*
 * Starts the script of a page, which is in the page compressed as its data are: so it takes less than half. A script
 * made of a text may run where the page's policy lets workers be made of one.
 */

async function start(): Promise<void> {
  const text = await openData<string>('script');
  if (text === undefined) throw new Error('there is no script in this page');
  const script = document.createElement('script');
  script.src = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  await new Promise((done, fail) => {
    script.onload = done;
    script.onerror = () => fail(new Error('its script was refused'));
    document.body.append(script);
  });
  URL.revokeObjectURL(script.src);
}

startPage(start);
