import type { Diagnostic } from '../base/diagnostic.ts';
import type { ModelName, OptionTable } from './option-table.ts';
import { type Content, type Result, type ResultForm, usualForm } from './result.ts';

/** The endings of names that promise a form. */
const endings: Readonly<Record<string, ResultForm>> = {
  nix: 'nix',
  json: 'json',
  xml: 'xml',
  dot: 'dot',
  gv: 'dot',
  svg: 'svg',
  html: 'html',
  htm: 'html',
  yaml: 'yaml',
  yml: 'yaml',
  hcl: 'hcl',
  nomad: 'hcl',
};

/** Pictures that nobody can draw here. */
const foreignPictures = /\.(png|jpe?g|gif|webp|avif|bmp|tiff?|pdf|e?ps)$/i;

const names: Readonly<Record<ResultForm, string>> = {
  nix: 'Nix',
  json: 'JSON',
  xml: 'XML',
  dot: 'DOT',
  svg: 'SVG',
  html: 'HTML',
  yaml: 'YAML',
  hcl: 'HCL',
  text: 'plain text',
};

/**
 * What is wrong with the name of an output file: its ending promises another form than the result has. Undefined where
 * nothing is; an ending that nobody knows promises nothing.
 */
export function judgeOutputName(file: string, { form, content }: Result, options: OptionTable): Diagnostic | undefined {
  const ending = /\.(\w+)$/.exec(file)?.[1]?.toLowerCase() ?? '';
  const promised = Object.hasOwn(endings, ending) ? endings[ending] : undefined;
  const isPicture = foreignPictures.test(file);
  // JSON is YAML, too.
  const isKept = promised === undefined || promised === form || (promised === 'yaml' && form === 'json');
  if (!isPicture && isKept) return undefined;
  const what = content === 'picture' ? 'the picture' : `the ${content}`;
  const asked = isPicture ? `a ${ending.toUpperCase()} picture` : `a file of ${names[promised ?? form]}`;
  const message = `"${file}" is the name of ${asked}, but ${what} is written as ${names[form]}`;
  return { severity: 'error', code: 'output-name', message, hint: listForms(content, options) };
}

/** The forms that the command can write, and how to ask for each. */
function listForms(content: Content, options: OptionTable): string {
  const has = (name: string): boolean => Object.hasOwn(options, name);
  const pictures = ['output-graph', 'output-resolved-graph', 'output-plan'].filter(has).map(name => `--${name}`);
  const drawn = 'pictures are written as SVG (FILE.svg) and as DOT (FILE.dot)';
  if (content === 'picture') return drawn;
  const usual = names[usualForm(content)];
  const data = [
    ...(has('json') && content !== 'ids file' && usual !== 'JSON' ? ['JSON with --json'] : []),
    ...(has('output-xml') ? ['XML with --output-xml'] : []),
    ...(options['form']?.choices?.includes('compose')
      ? ['YAML with --form compose or kubernetes', 'HCL with --form nomad']
      : []),
  ];
  const text = `the ${content} is written as ${[usual, ...data].join(', ')}`;
  return pictures.length === 0 ? text : `${text}; ${drawn}, with ${pictures.join(' or ')}`;
}

/** What files are looked for as, by their names without endings, and what they have to be then. */
const lookedFor: ReadonlyMap<string, Content> = new Map<ModelName, Content>([
  ['services', 'services model'],
  ['infrastructure', 'infrastructure model'],
  ['distribution', 'distribution'],
  ['idresources', 'ID resources model'],
  ['ids', 'ids file'],
  ['placement', 'policy'],
  ['qos', 'QoS model'],
]);

/**
 * That an output would be found as a model that it is not, by the next command in its folder. Undefined where it would
 * not, or is to be written all the same.
 */
export function judgeModelName(file: string, { content, isForced }: Result): Diagnostic | undefined {
  const [, name = ''] = /(?:^|\/)(\w+)\.(?:nix|json|ya?ml)$/.exec(file) ?? [];
  const model = lookedFor.get(name);
  if (isForced || model === undefined || model === content) return undefined;
  const message = `"${file}" is where commands look for the ${model}, but would be the ${content}`;
  const hint = 'name it otherwise, such as plan.nix; or write it all the same with --force';
  return { severity: 'error', code: 'output-is-looked-for', message, hint };
}
