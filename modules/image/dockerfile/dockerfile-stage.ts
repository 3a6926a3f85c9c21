import { posix } from 'node:path';
import { imageError } from '../image-error';
import type { RecipeConfig, RecipeStep, RunInstruction } from './dockerfile-recipe';
import { expandWord, splitWords } from './shell-word';

/** The default PATH, because the base image's PATH is unknown here. */
const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The state of a build while its Dockerfile is read from top to bottom. */
export class DockerfileStage {
  base = '';
  readonly steps: RecipeStep[] = [];
  readonly notExecuted: string[] = [];
  readonly runs: RunInstruction[] = [];
  readonly env = new Map<string, string>([['PATH', DEFAULT_PATH]]);
  readonly args = new Map<string, string>();
  readonly labels: Record<string, string> = {};
  readonly config: Partial<Writable<RecipeConfig>> = {};
  shell: readonly string[] = ['/bin/sh', '-c'];
  workingDirectory = '/';
  private readonly escape: string;

  constructor(escape: string) {
    this.escape = escape;
  }

  /** Returns a word with variables expanded. ENV takes precedence over ARG, as in every builder. */
  expand(word: string): string {
    return expandWord(word, (name) => this.env.get(name) ?? this.args.get(name), this.escape);
  }

  words(text: string): string[] {
    return splitWords(text, this.escape).map((word) => this.expand(word));
  }

  /** Reads `NAME=value …` of ENV and LABEL, and ENV's old form `NAME value`. */
  pairs(text: string, where: string): [string, string][] {
    const words = splitWords(text, this.escape);
    if (words[0]?.includes('=') !== true) {
      const [, name, value] = /^(\S+)\s+(.*)$/s.exec(text.trim()) ?? [];
      if (name === undefined || value === undefined) throw unreadable(where, 'needs NAME=value');
      return [[name, this.expand(value)]];
    }
    return words.map((word) => {
      const equals = word.indexOf('=');
      if (equals < 1) throw unreadable(where, `needs NAME=value, but has "${word}"`);
      return [this.expand(word.slice(0, equals)), this.expand(word.slice(equals + 1))];
    });
  }

  /** Returns an absolute path; a relative path starts at WORKDIR. */
  resolve(path: string): string {
    const resolved = posix.resolve('/', this.workingDirectory, path);
    return resolved;
  }
}

/** Returns a list of strings from JSON, or `undefined` if the text is the shell form. */
export function jsonForm(text: string): readonly string[] | undefined {
  if (!text.trim().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

export const unreadable = (where: string, what: string): Error =>
  imageError('IMAGE_DOCKERFILE_INVALID', `The Dockerfile's ${where} ${what}.`);
