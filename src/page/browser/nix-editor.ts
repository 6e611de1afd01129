import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { nix } from '@replit/codemirror-lang-nix';
import type { Finding } from '../../library/input-error.ts';

/** An editor of one file at a time. */
export interface NixEditor {
  /** Shows a file; what was undone in another stays there. */
  open(name: string, text: string): void;
  /** Underlines what was found in the file that is shown. */
  mark(findings: readonly Finding[]): void;
  focus(finding: Finding): void;
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--code-keyword)', fontWeight: 'bold' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--faint)', fontStyle: 'italic' },
  { tag: tags.propertyName, color: 'var(--accent)' },
]);

const theme = EditorView.theme({
  '&': { height: '100%', background: 'var(--paper)', color: 'var(--text)', fontSize: '13px' },
  '.cm-scroller': { fontFamily: '"DejaVu Sans Mono", Consolas, monospace' },
  '.cm-content': { caretColor: 'var(--text)' },
  '.cm-cursor': { borderLeftColor: 'var(--text)' },
  '.cm-gutters': { background: 'var(--ground)', color: 'var(--faint)', border: '0' },
  '.cm-activeLine': { background: 'transparent' },
  '.cm-tooltip': { background: 'var(--paper)', color: 'var(--text)', border: '1px solid var(--line)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--selection) !important' },
});

/**
 * An editor in a shadow tree: there its style sheets need no permission of the page's policy, which allows no styles
 * but its own.
 */
export function createNixEditor(parent: HTMLElement, onChange: (name: string, text: string) => void): NixEditor {
  const root = parent.attachShadow({ mode: 'open' });
  const states = new Map<string, EditorState>();
  let shown = '';
  const extensions = [
    ...[lineNumbers(), history(), indentOnInput(), bracketMatching(), highlightActiveLine(), lintGutter()],
    ...[nix(), syntaxHighlighting(colours), theme, EditorView.lineWrapping],
    // Tab leaves the editor after Escape.
    keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
    EditorView.updateListener.of(update => {
      if (update.docChanged) onChange(shown, update.state.doc.toString());
    }),
    EditorView.contentAttributes.of(() => ({ 'aria-label': shown, tabindex: '0' })),
  ];
  const view = new EditorView({ root, parent: root as unknown as HTMLElement });
  return {
    open: (name, text) => {
      if (shown !== '') states.set(shown, view.state);
      shown = name;
      const known = states.get(name);
      view.setState(known?.doc.toString() === text ? known : EditorState.create({ doc: text, extensions }));
    },
    mark: findings => {
      const own = findings.filter(({ file }) => file !== undefined && baseName(file) === shown);
      view.dispatch(
        setDiagnostics(
          view.state,
          own.map(finding => toDiagnostic(view.state, finding)),
        ),
      );
    },
    focus: finding => {
      const { from } = toDiagnostic(view.state, finding);
      view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
      view.focus();
    },
  };
}

/** The name of a file in the root folder. */
export const baseName = (file: string): string => file.replace(/^\//, '');

/** Columns count bytes of UTF-8, offsets of the editor count units of UTF-16. */
function toDiagnostic(state: EditorState, { severity, message, hint, line = 1, column = 1 }: Finding): Diagnostic {
  const { from, text } = state.doc.line(Math.min(Math.max(1, line), state.doc.lines));
  const before = new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, column - 1));
  const start = from + Math.min(before.length, text.length);
  const word = /^[\w'-]+/.exec(text.slice(start - from));
  const end = Math.min(from + text.length, start + (word?.[0].length ?? 1));
  return { from: start, to: Math.max(start, end), severity, message: hint ? `${message}\n${hint}` : message };
}
