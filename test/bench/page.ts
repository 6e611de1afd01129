/**
 * Measures the page of a plan in Chromium, without a GPU, beside a page of plain SVG with the same services and links:
 * `npm run bench:page`, or of some sizes alone: `npm run bench:page -- 300 2000`. Each figure stands beside its goal; nothing of
 * it is asserted, since machines differ.
 */

import { writePlanPage } from '../../src/page/write-page.ts';
import { compress, readPagePlanner } from '../../src/ports/compress.ts';
import { sha256 } from '../../src/ports/sha256.ts';
import { measureFigures, placesOf } from '../../src/write/cards/figures.ts';
import type { PlanDocument } from '../../src/write/cards/plan-document.ts';
import { html, Markup } from '../../src/write/html/html.ts';
import { type Browser, type BrowserPage, launch, openPage } from '../browser/chromium.ts';
import { makePageDocument } from './page-system.ts';

const sizes = [
  [40, 10],
  [300, 30],
  [2000, 100],
  [20_000, 600],
] as const;

/** The most (or least) that is accepted of each figure, by the number of services. */
const goals: { readonly [figure: string]: (services: number) => number } = {
  'page kB': services => (services <= 300 ? 150 : services <= 2000 ? 250 : 800),
  'first picture ms': services => (services <= 2000 ? 500 : 1000),
  'zoom fps': services => -(services <= 2000 ? 50 : 30),
  'frame p95 ms': () => 50,
  'hover ms': () => 16,
  'search ms': () => 20,
  'panel ms': () => 60,
  'service ms': () => 60,
  'heap MB': () => 120,
  'cancel ms': () => 200,
};

type Measured = { readonly [figure: string]: number };

/** Zooms in and out for two seconds: frames a second, and how long the slowest of twenty takes. */
const zoomFrames = (element: string): string => `new Promise(done => {
  const target = document.querySelector(${JSON.stringify(element)});
  const box = target.getBoundingClientRect();
  const times = [];
  const start = performance.now();
  let last = start;
  const step = now => {
    times.push(now - last);
    last = now;
    const deltaY = Math.sin((now - start) / 200) > 0 ? -40 : 40;
    target.dispatchEvent(new WheelEvent('wheel', { deltaY, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true, cancelable: true }));
    if (now - start < 2000) { requestAnimationFrame(step); return; }
    times.sort((a, b) => a - b);
    done({ fps: (times.length - 1) / ((now - start) / 1000), p95: times[Math.floor(times.length * 0.95)] });
  };
  requestAnimationFrame(step);
})`;

/** How long it takes until what an action changes is drawn; the middle of five. */
const timeOf = (action: string): string => `(async () => {
  const times = [];
  for (let turn = 0; turn < 5; turn++) {
    const start = performance.now();
    (${action})(turn);
    await new Promise(done => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }));
    times.push(performance.now() - start);
    await new Promise(done => setTimeout(done, 50));
  }
  return times.sort((a, b) => a - b)[2];
})()`;

const typeText = `turn => {
  const input = document.getElementById('find');
  input.value = 'service-' + turn;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}`;

/** Beside a card with nothing on it a pointer comes to another card each time. */
const hover = `turn => {
  const map = document.querySelector('.map');
  const box = document.querySelectorAll('.overlay button')[turn].getBoundingClientRect();
  map.dispatchEvent(new PointerEvent('pointermove', { clientX: box.x + box.width / 2, clientY: box.y + 4, bubbles: true }));
}`;

const clickCard = `turn => document.querySelectorAll('.overlay button')[turn * 2].dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 0 }))`;

/** What is found first is a service, and its panel says why it is there and where else it could be. */
const chooseHit = `turn => {
  const input = document.getElementById('find');
  input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true }));
}`;

/** How long it takes until a search that has run for half a second is gone, and the page as before. */
async function measureCancel(browser: Browser, document: PlanDocument): Promise<number | undefined> {
  const program = readPagePlanner();
  if (program === undefined) return undefined;
  const text = writePlanPage(document, { program, models: modelsOf(document) }, { compress, sha256 });
  const { page } = await openPage(browser, text, { bypassCSP: true }, '#machine=machine-1');
  await page.locator('aside').waitFor();
  await page.getByRole('button', { name: 'Drain', exact: true }).click();
  await page.getByRole('button', { name: 'Plan anew' }).click();
  const milliseconds = await page.evaluate<number | undefined>(`new Promise(done => setTimeout(() => {
    const cancel = [...document.querySelectorAll('.what-if button')].find(one => one.textContent === 'Cancel');
    if (cancel === undefined) { done(undefined); return; }
    const start = performance.now();
    cancel.click();
    const look = () => { if (document.querySelector('.searching')) requestAnimationFrame(look); else done(performance.now() - start); };
    requestAnimationFrame(look);
  }, 500))`);
  await page.close();
  return milliseconds;
}

/** Remembers in which frame the map was drawn first: from outside the page one looks too late. */
const watchCanvas = `(() => {
  const look = () => requestAnimationFrame(() => {
    if (document.querySelector('canvas')?.dataset.drawn) globalThis.firstDrawn = performance.now();
    else look();
  });
  look();
})()`;

const firstDrawn =
  'new Promise(done => { const look = () => globalThis.firstDrawn ? done(globalThis.firstDrawn) : setTimeout(look, 5); look(); })';

/** The models that a document was made of, as far as a planner asks. */
function modelsOf({ services, machines, links, lists }: PlanDocument) {
  const needs = services.key.map((): Record<string, { name: string }> => ({}));
  links.a.forEach((a, link) => {
    const other = services.key[links.b[link] ?? 0] ?? '';
    const own = needs[a];
    if (own) own[other] = { name: other };
  });
  const set = (keys: readonly string[], write: (number: number) => unknown): string =>
    JSON.stringify(Object.fromEntries(keys.map((key, number) => [key, write(number)])));
  return {
    services: set(services.key, number => ({ name: services.key[number], dependsOn: needs[number] })),
    infrastructure: set(machines.name, () => ({})),
    distribution: set(services.key, number =>
      (lists[services.listed[number] ?? 0] ?? []).map(machine => machines.name[machine]),
    ),
    policy: undefined,
  };
}

async function measurePage(browser: Browser, document: PlanDocument): Promise<Measured> {
  const text = writePlanPage(document, undefined, { compress, sha256 });
  const { page } = await openPage(browser, text, { bypassCSP: true }, '', watchCanvas);
  await page.locator('header').waitFor();
  const first = await page.evaluate<number>(firstDrawn);
  const zoomed = await zoom(page, '.map');
  const hovered = await page.evaluate<number>(timeOf(hover));
  const typed = await page.evaluate<number>(timeOf(typeText));
  const service = await page.evaluate<number>(timeOf(chooseHit));
  await page.evaluate("document.getElementById('find').value = ''");
  await page.locator('#find').fill('');
  const panel = await page.evaluate<number>(timeOf(clickCard));
  const heap = await heapOf(page);
  await page.close();
  const cancelled = await measureCancel(browser, document);
  return {
    ...(cancelled !== undefined && { 'cancel ms': cancelled }),
    ...{ 'page kB': text.length / 1000, 'first picture ms': first, ...zoomed },
    ...{ 'hover ms': hovered, 'search ms': typed, 'service ms': service, 'panel ms': panel, 'heap MB': heap },
  };
}

/** The same services and links, each an element: what a page would be without anything done for its size. */
async function measureSvg(browser: Browser, document: PlanDocument): Promise<Measured> {
  const text = writeSvgPage(document);
  const { page } = await openPage(browser, text);
  const first = await page.evaluate<number>(
    'new Promise(done => requestAnimationFrame(() => done(performance.now())))',
  );
  const zoomed = await zoom(page, 'svg');
  const heap = await heapOf(page);
  await page.close();
  return { 'page kB': text.length / 1000, 'first picture ms': first, ...zoomed, 'heap MB': heap };
}

function writeSvgPage(document: PlanDocument): string {
  const { services, links, machines } = document;
  const { on } = measureFigures(document, placesOf(document, 1));
  const columns = Math.ceil(Math.sqrt(machines.name.length));
  const places = services.key.map(() => [0, 0] as readonly [number, number]);
  on.forEach((list, machine) => {
    list.forEach((service, i) => {
      places[service] = [(machine % columns) * 160, Math.floor(machine / columns) * 700 + i * 14];
    });
  });
  const boxes = services.key.map((key, i) => {
    const [x, y] = places[i] ?? [0, 0];
    return html`<rect x="${x}" y="${y}" width="150" height="12" fill="#dde"/><text x="${x + 3}" y="${y + 10}" font-size="10">${key}</text>`;
  });
  const lines = links.a.map((a, link) => {
    const [[x1, y1], [x2, y2]] = [places[a] ?? [0, 0], places[links.b[link] ?? 0] ?? [0, 0]];
    return html`<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#a33" stroke-opacity="0.3"/>`;
  });
  const script = `let scale = 0.2; const svg = document.querySelector('svg'); svg.addEventListener('wheel', event => { scale *= Math.exp(-event.deltaY * 0.0015); svg.setAttribute('viewBox', '0 0 ' + 1440 / scale + ' ' + 900 / scale); });`;
  return html`<!doctype html><meta charset="utf-8"><title>SVG</title><svg xmlns="http://www.w3.org/2000/svg" width="1440" height="900" viewBox="0 0 7200 4500">${boxes}${lines}</svg><script>${new Markup(script)}</script>`.toString();
}

async function zoom(page: BrowserPage, element: string): Promise<Measured> {
  const { fps, p95 } = await page.evaluate<{ fps: number; p95: number }>(zoomFrames(element));
  return { 'zoom fps': fps, 'frame p95 ms': p95 };
}

const heapOf = (page: BrowserPage): Promise<number> => page.evaluate<number>('performance.memory.usedJSHeapSize / 1e6');

function describe(figure: string, value: number | undefined, services: number): string {
  if (value === undefined) return '-';
  const goal = goals[figure]?.(services) ?? 0;
  const isMissed = goal < 0 ? value < -goal : value > goal;
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} (${goal < 0 ? '>=' : '<='} ${Math.abs(goal)}${isMissed ? ', MISSED' : ''})`;
}

const browser = await launch();
const figures = Object.keys(goals);
console.log(['services', 'page', ...figures].join(' | '));
const asked = process.argv.slice(2).map(Number);
for (const [services, machines] of sizes) {
  if (asked.length > 0 && !asked.includes(services)) continue;
  const document = makePageDocument(services, machines);
  for (const [name, measure] of [
    ['page', measurePage],
    ['svg', measureSvg],
  ] as const) {
    const measured = await measure(browser, document);
    const told = figures.map(figure => {
      const value = measured[figure];
      if (name === 'page') return describe(figure, value, services);
      return value === undefined ? '-' : value < 10 ? value.toFixed(1) : String(Math.round(value));
    });
    console.log([services, name, ...told].join(' | '));
  }
}
await browser.close();
