import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBytes } from '../../../src/base/bytes.ts';
import { Source } from '../../../src/base/source.ts';
import { EvaluationError } from '../../../src/nix/error.ts';
import { languages } from '../../../src/nix/nix-version.ts';
import { parse } from '../../../src/nix/parse/parse.ts';
import { rounds } from '../../rounds.ts';
import { askReferee, parseByReferee, referee } from '../referee.ts';
import { grammaticalSource, tokenSoup } from './generate-source.ts';
import { joinTexts, showSyntax } from './show-syntax.ts';
import { BAD_SOURCES, GOOD_SOURCES } from './sources.ts';

const SEED = 20220501;

/** Inside this, every name is bound and nothing is evaluated. */
const wrap = (source: string): string => toBytes(`_: with { }; (${source}\n)`);

function refusal(source: string): string | undefined {
  try {
    parse(new Source('test', wrap(source)), languages['2.8']);
    return undefined;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    expect(error.kind).toBe('syntax');
    expect(error.position).toBeDefined();
    return error.message;
  }
}

/** The sources on which we and the referee disagree about whether they parse, and those that both take. */
function compareAcceptance(sources: readonly string[]): { readonly disputed: string[]; readonly accepted: string[] } {
  const answers = askReferee(sources.map(wrap), imported => `builtins.isFunction ${imported}`);
  const disputed: string[] = [];
  const accepted: string[] = [];
  sources.forEach((source, i) => {
    const message = refusal(source);
    if ((message === undefined) !== (answers[i] !== undefined))
      disputed.push(`${source}   ours: ${message ?? 'taken'}`);
    else if (message === undefined) accepted.push(source);
  });
  return { disputed, accepted };
}

/** Real Nix orders the names of a pattern and of a let by when it first saw them: there only the words are compared. */
const sortWords = (text: string): string =>
  text
    .split(/[ ,;]+/)
    .sort()
    .join(' ');

function compareTrees(sources: readonly string[]): string[] {
  const { folder, printed } = parseByReferee(sources.map(wrap));
  expect(printed.length).toBe(sources.length);
  const different: string[] = [];
  sources.forEach((source, i) => {
    const ours = joinTexts(showSyntax(parse(new Source('test', wrap(source)), languages['2.8']), folder, '/home/user'));
    const theirs = joinTexts(printed[i] as string);
    if (ours !== theirs && !(/,|let/.test(source) && sortWords(ours) === sortWords(theirs))) {
      different.push(`${source}\n ours:   ${ours}\n theirs: ${theirs}`);
    }
  });
  return different;
}

describe.skipIf(referee === undefined)('the parser and real Nix', () => {
  it('build the same tree for every construct', () => {
    const { disputed } = compareAcceptance(GOOD_SOURCES);
    expect(disputed).toEqual([]);
    expect(GOOD_SOURCES.map(refusal).filter(each => each !== undefined)).toEqual([]);
    expect(compareTrees(GOOD_SOURCES)).toEqual([]);
  });

  it('refuse the same wrong sources', () => {
    expect(compareAcceptance(BAD_SOURCES).disputed).toEqual([]);
    expect(BAD_SOURCES.filter(source => refusal(source) === undefined)).toEqual([]);
  });

  it('build the same trees for generated sources', () => {
    const numRuns = rounds({ short: 2000, long: 8000 });
    const sources = fc.sample(grammaticalSource, { numRuns, seed: SEED });
    const { disputed, accepted } = compareAcceptance(sources);
    expect(disputed).toEqual([]);
    expect(accepted.length).toBeGreaterThan(numRuns / 2);
    expect(compareTrees(accepted)).toEqual([]);
  });

  it('take and refuse the same of heaps of tokens', () => {
    const numRuns = rounds({ short: 3000, long: 12_000 });
    const sources = fc.sample(tokenSoup, { numRuns, seed: SEED });
    const { disputed, accepted } = compareAcceptance(sources);
    expect(disputed).toEqual([]);
    expect(accepted.length).toBeGreaterThan(numRuns / 50);
    expect(compareTrees(accepted)).toEqual([]);
  });
});
