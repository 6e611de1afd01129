import { find, findAll, make, reveal } from './elements.ts';

/** Text is still read at this scale, and a picture is not made narrower at first. */
const readable = 0.45;

/** Pictures that do not fit their place can be made smaller and larger; they start as small as can still be read. */
export function addZooming(): void {
  for (const figure of findAll('figure')) {
    const box = find(HTMLElement, '.picture', figure);
    const svg = find(SVGSVGElement, 'svg', box);
    const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
    const wide = (): number => Math.min(1, (box.clientWidth - 10) / width);
    const whole = (): number => Math.min(wide(), (innerHeight * 0.75 - 12) / height);
    if (whole() === 1) continue;
    let scale = 1;
    const said = make('output');
    const zoom = (to: number): void => {
      const [x, y] = [(box.scrollLeft + box.clientWidth / 2) / scale, (box.scrollTop + box.clientHeight / 2) / scale];
      scale = Math.max(Math.min(whole(), 0.02), Math.min(3, to));
      svg.style.width = `${width * scale}px`;
      svg.style.maxWidth = 'none';
      box.scrollLeft = x * scale - box.clientWidth / 2;
      box.scrollTop = y * scale - box.clientHeight / 2;
      said.textContent = `${Math.round(100 * scale)} %`;
    };
    const controls = [
      makeButton('\u2212', 'Smaller', () => zoom(scale / 1.4)),
      makeButton('+', 'Larger', () => zoom(scale * 1.4)),
      makeButton('Whole', 'Whole picture', () => zoom(whole())),
      makeButton('Full size', 'Full size', () => zoom(1)),
      said,
    ];
    find(HTMLElement, 'figcaption', figure).after(make('div', { className: 'controls' }, ...controls));
    zoom(Math.max(wide(), readable));
    if (wide() < readable) reveal(box.querySelector('.node'));
    const turnWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? scale * 1.1 : scale / 1.1);
    };
    box.addEventListener('wheel', turnWheel, { passive: false });
  }
}

function makeButton(textContent: string, ariaLabel: string, onclick: () => void): HTMLButtonElement {
  return make('button', { type: 'button', textContent, ariaLabel, onclick });
}
