import { displayText } from './display-text.ts';

/**
 * A byte string as text or attribute value of XML, SVG or HTML: shown as it is, whatever it contains. What XML forbids
 * even in escaped form is shown as `displayText` has it.
 */
export function escapeXml(text: string): string {
  return displayText(text).replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
