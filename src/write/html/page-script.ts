/**
 * What the page does beside being read: search, hovering, stepping, full size. Written for the browser; without it everything is
 * still there to read. It takes names from the page as text only, never as markup.
 */
export const pageScript = `
'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const nameOf = node => (node.querySelector('text')?.textContent ?? '').replace(/^(app|host):/, '');
const nodes = all('.node').map(element => ({ element, name: nameOf(element), text: element.textContent.toLowerCase() }));
const rows = all('tr[data-names]').map(element => ({ element, names: JSON.parse(element.dataset.names), text: element.textContent.toLowerCase() }));

// Scrolls a picture, not the page, until a shape is in its middle.
const reveal = element => {
  const box = element?.closest('.picture');
  if (!box) return;
  const [place, frame] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollLeft += place.left + place.width / 2 - frame.left - frame.width / 2;
  box.scrollTop += place.top + place.height / 2 - frame.top - frame.height / 2;
};

// Search: rows that match stay, shapes that match stand out.
const search = document.getElementById('search');
const found = document.getElementById('found');
search.form.addEventListener('submit', event => event.preventDefault());
search.addEventListener('input', () => {
  const wanted = search.value.trim().toLowerCase();
  document.body.classList.toggle('searching', wanted !== '');
  for (const { element, text } of nodes) element.classList.toggle('match', wanted !== '' && text.includes(wanted));
  for (const { element, text } of rows) {
    const match = text.includes(wanted);
    element.classList.toggle('match', wanted !== '' && match);
    element.classList.toggle('miss', !match);
  }
  for (const box of all('.picture')) reveal(box.querySelector('.node.match'));
  const names = new Set(nodes.filter(({ element }) => element.classList.contains('match')).map(({ name }) => name));
  found.textContent = wanted === '' ? '' : names.size === 1 ? '1 name found' : names.size + ' names found';
});
search.addEventListener('keydown', event => {
  if (event.key !== 'Enter') return;
  event.preventDefault();
  all('.node.match')[0]?.scrollIntoView({ block: 'center', inline: 'center' });
});
document.addEventListener('keydown', event => {
  const typing = event.target instanceof HTMLInputElement;
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    search.focus();
  }
  if (event.key === 'Escape') {
    hover.hidden = true;
    if (search.value !== '') {
      search.value = '';
      search.dispatchEvent(new Event('input'));
    }
  }
});

// Hovering over a shape shows the first row about it.
const hover = document.getElementById('hover');
const rowOf = new Map();
for (const { element, names } of rows) if (names.length === 1 && !rowOf.has(names[0])) rowOf.set(names[0], element);
const describe = name => {
  const row = rowOf.get(name);
  if (!row) return undefined;
  const heads = all('thead th', row.closest('table')).map(head => head.textContent);
  const list = make('dl');
  [...row.cells].slice(1).forEach((cell, i) => {
    if (cell.textContent !== '') list.append(make('dt', { textContent: heads[i + 1] }), make('dd', { textContent: cell.textContent }));
  });
  return [make('strong', { textContent: name }), list];
};
for (const { element, name } of nodes) {
  const said = describe(name);
  if (!said) continue;
  element.querySelector('title')?.remove();
  element.addEventListener('mousemove', ({ clientX, clientY }) => {
    hover.replaceChildren(...said);
    hover.hidden = false;
    hover.style.left = Math.max(0, Math.min(clientX + 14, innerWidth - hover.offsetWidth - 8)) + 'px';
    hover.style.top = Math.max(0, Math.min(clientY + 14, innerHeight - hover.offsetHeight - 8)) + 'px';
  });
  element.addEventListener('mouseleave', () => {
    hover.hidden = true;
  });
}

// Steps: one at a time, by buttons or arrow keys; the shapes and rows of the step stand out, the shapes of later steps are pale.
// A section can have several lists: to step in one of them leaves the others.
for (const section of all('section')) {
  const lists = [];
  for (const box of all('.steps', section)) {
    const list = box.querySelector('ol');
    const steps = all('li', list).map(element => ({ element, marks: new Set(JSON.parse(element.dataset.marks)) }));
    if (steps.length === 0) continue;
    const inside = nodes.filter(({ element }) => section.contains(element));
    const lines = rows.filter(({ element }) => section.contains(element));
    const first = new Map();
    steps.forEach(({ marks }, i) => {
      for (const name of marks) if (!first.has(name)) first.set(name, i);
    });
    const said = make('output');
    let now = -1;
    const show = to => {
      now = to;
      steps.forEach(({ element }, i) => element.classList.toggle('now', i === now));
      said.textContent = now < 0 ? steps.length + ' steps' : 'Step ' + (now + 1) + ' of ' + steps.length;
      back.disabled = now < 0;
      next.disabled = now === steps.length - 1;
    };
    const go = to => {
      for (const other of lists) if (other !== show) other(-1);
      show(Math.max(-1, Math.min(steps.length - 1, to)));
      section.classList.toggle('stepping', now >= 0);
      for (const { element, name } of inside) {
        element.classList.toggle('now', now >= 0 && steps[now].marks.has(name));
        element.classList.toggle('later', now >= 0 && (first.get(name) ?? -1) > now);
      }
      for (const { element, names } of lines) element.classList.toggle('now', now >= 0 && names.length === 1 && steps[now].marks.has(names[0]));
      for (const box of all('.picture', section)) reveal(box.querySelector('.node.now'));
      if (now >= 0) list.scrollTop = steps[now].element.offsetTop - list.offsetTop - list.clientHeight / 2;
    };
    const back = make('button', { type: 'button', textContent: 'Back', onclick: () => go(now - 1) });
    const next = make('button', { type: 'button', textContent: 'Next', onclick: () => go(now + 1) });
    const whole = make('button', { type: 'button', textContent: 'Show all', onclick: () => go(-1) });
    list.before(make('div', { className: 'controls' }, back, next, whole, said));
    list.addEventListener('keydown', event => {
      if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
      event.preventDefault();
      go(event.key === 'ArrowRight' ? now + 1 : now - 1);
    });
    lists.push(show);
    show(-1);
  }
}

// Pictures that do not fit their place can be made smaller and larger; they start as small as can still be read.
for (const figure of all('figure')) {
  const box = figure.querySelector('.picture');
  const svg = box.querySelector('svg');
  const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
  const wide = () => Math.min(1, (box.clientWidth - 10) / width);
  const whole = () => Math.min(wide(), (innerHeight * 0.75 - 12) / height);
  if (whole() === 1) continue;
  let scale = 1;
  const said = make('output');
  const zoom = to => {
    const [x, y] = [(box.scrollLeft + box.clientWidth / 2) / scale, (box.scrollTop + box.clientHeight / 2) / scale];
    scale = Math.max(Math.min(whole(), 0.02), Math.min(3, to));
    svg.style.width = width * scale + 'px';
    svg.style.maxWidth = 'none';
    box.scrollLeft = x * scale - box.clientWidth / 2;
    box.scrollTop = y * scale - box.clientHeight / 2;
    said.textContent = Math.round(100 * scale) + ' %';
  };
  const button = (text, label, onclick) => make('button', { type: 'button', textContent: text, ariaLabel: label, onclick });
  figure.querySelector('figcaption').after(make('div', { className: 'controls' },
    button('\\u2212', 'Smaller', () => zoom(scale / 1.4)),
    button('+', 'Larger', () => zoom(scale * 1.4)),
    button('Whole', 'Whole picture', () => zoom(whole())),
    button('Full size', 'Full size', () => zoom(1)),
    said));
  zoom(Math.max(wide(), 0.45));
  if (wide() < 0.45) reveal(box.querySelector('.node'));
  box.addEventListener('wheel', event => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY < 0 ? scale * 1.1 : scale / 1.1);
  }, { passive: false });
}
`;
