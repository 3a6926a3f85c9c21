import type { ClauseId } from '../../../modules/container-check/clauses';
import type { Item } from '../../support/temporary-folder';
import { GOOD } from '../good-container';

/** A container that breaks one clause of the contract, and what the check must say of it. */
export interface Broken {
  readonly what: string;
  readonly clause: ClauseId;
  readonly verdict: 'refused' | 'risky';
  /** On this machine's rung without files of its own; there the check cannot tell. */
  readonly plainVerdict?: 'unseen';
  readonly files: Readonly<Record<string, Item>>;
  readonly parts: 'training' | 'serving';
  readonly seen: RegExp;
  readonly remedy: RegExp;
  readonly metrics?: Readonly<Record<string, string>>;
  readonly hyperparameters?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly timeoutSeconds?: number;
  /** Other clauses that break with it. */
  readonly also?: readonly ClauseId[];
}

type Change = readonly [from: string, to: string];

/** Returns the good container with parts of one file replaced. */
export function changed(
  file: keyof typeof GOOD,
  ...changes: readonly Change[]
): Readonly<Record<string, Item>> {
  let text = GOOD[file];
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`the good ${file} has no ${from}`);
    text = text.replace(from, () => to);
  }
  return { ...GOOD, [file]: text };
}

/** Returns the good container with another program for train. */
export const withTrain = (train: Item): Readonly<Record<string, Item>> => ({ ...GOOD, train });
const python = (body: string): string => `#!/usr/bin/env python3\n${body}\n`;
const ML = 'import os\nML = os.environ.get("SAGEMAKER_BASE_DIR", "/opt/ml")';
/** Returns the good container with Python that trains. */
export const trains = (body: string): Readonly<Record<string, Item>> => withTrain(python(`${ML}\n${body}`));
