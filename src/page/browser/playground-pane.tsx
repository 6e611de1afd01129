import type { Finding } from '../../library/input-error.ts';
import { type PlaygroundFiles, playgroundFiles } from '../playground-call.ts';
import { baseName } from './nix-editor.ts';
import type { PlaygroundState } from './playground-state.ts';

interface PaneProps {
  readonly state: PlaygroundState;
  readonly examples: { readonly [title: string]: PlaygroundFiles };
  readonly open: (name: string) => void;
  readonly take: (files: PlaygroundFiles) => void;
  /** Takes files of one's own. */
  readonly bring: (files: readonly File[]) => void;
  readonly focus: (finding: Finding) => void;
}

/** Over the editor: examples, and which file is written; what was found in all of them. */
export function PlaygroundPane({ state, examples, open, take, bring, focus }: PaneProps) {
  const usual: readonly string[] = Object.values(playgroundFiles);
  const others = Object.keys(state.files.value).filter(name => !usual.includes(name));
  return (
    <>
      <p class="examples">
        <label>
          Example{' '}
          <select
            onChange={({ currentTarget }) => {
              const files = examples[currentTarget.value];
              if (files) take(files);
            }}
          >
            {Object.keys(examples).map(title => (
              <option key={title}>{title}</option>
            ))}
          </select>
        </label>
        <label class="files">
          Open files
          <input
            type="file"
            multiple
            onChange={({ currentTarget }) => {
              bring([...(currentTarget.files ?? [])]);
              currentTarget.value = '';
            }}
          />
        </label>
        <span role="status">
          {state.isPlanning.value ? 'planning' : state.isStale.value ? 'the plan is that of earlier models' : ''}
        </span>
      </p>
      <nav aria-label="Files">
        {[...usual, ...others].map(name => (
          <button
            type="button"
            key={name}
            aria-pressed={state.shown.value === name}
            class={(state.files.value[name] ?? '') === '' ? 'faint' : ''}
            onClick={() => open(name)}
          >
            {name}
          </button>
        ))}
      </nav>
      <ul class="findings" aria-label="What was found">
        {state.findings.value.map(finding => (
          <li key={`${finding.file} ${finding.line} ${finding.column} ${finding.message}`}>
            <button
              type="button"
              class="link"
              onClick={() => {
                const name = baseName(finding.file ?? '');
                if (state.files.value[name] !== undefined) open(name);
                focus(finding);
              }}
            >
              {finding.file === undefined ? '' : `${baseName(finding.file)}:${finding.line ?? 1}: `}
              {finding.message}
            </button>{' '}
            {finding.hint && <span class="small">{finding.hint}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
