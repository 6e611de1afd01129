import { find, findAll, reveal } from './elements.ts';
import { rows, shapes } from './things.ts';

/** Search: rows that match stay, shapes that match stand out. `onEscape` is called when the key is pressed anywhere. */
export function addSearch(onEscape: () => void): void {
  const search = find(HTMLInputElement, '#search');
  const found = find(HTMLOutputElement, '#found');
  search.form?.addEventListener('submit', event => event.preventDefault());
  search.addEventListener('input', () => {
    found.textContent = mark(search.value.trim().toLowerCase());
  });
  search.addEventListener('keydown', event => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    document.querySelector('.node.match')?.scrollIntoView({ block: 'center', inline: 'center' });
  });
  document.addEventListener('keydown', event => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
    if (event.key !== 'Escape') return;
    onEscape();
    if (search.value === '') return;
    search.value = '';
    search.dispatchEvent(new Event('input'));
  });
}

/** Marks what has a text in it, and says how many names that are; an empty text lets go of everything. */
function mark(wanted: string): string {
  const searching = wanted !== '';
  document.body.classList.toggle('searching', searching);
  for (const { element, text } of shapes) element.classList.toggle('match', searching && text.includes(wanted));
  for (const { element, text } of rows) {
    const match = text.includes(wanted);
    element.classList.toggle('match', searching && match);
    element.classList.toggle('miss', !match);
  }
  const others = markElsewhere(wanted);
  for (const box of findAll('.picture')) reveal(box.querySelector('.node.match'));
  const names = new Set(shapes.filter(({ element }) => element.classList.contains('match')).map(({ name }) => name));
  if (!searching) return '';
  const here = names.size === 1 ? '1 name found' : `${names.size} names found`;
  return others === 0 ? here : `${here}, ${others} on other pages`;
}

/** So many links are read. */
const mostLinks = 30;

/** Shows what is found on other pages, as links to them. O(names). Returns how many there are. */
function markElsewhere(wanted: string): number {
  const list = document.getElementById('elsewhere');
  if (list === null) return 0;
  let count = 0;
  for (const item of findAll('li', list)) {
    const isFound = wanted !== '' && (item.textContent ?? '').toLowerCase().includes(wanted);
    if (isFound) count++;
    item.hidden = !isFound || count > mostLinks;
  }
  list.hidden = count === 0;
  return count;
}
