import { GOOD } from '../good-container';
import { changed, withTrain } from './broken';
import type { Broken } from './broken';

export const OF_THE_START: readonly Broken[] = [
  {
    what: 'no program of that name',
    clause: 'program',
    verdict: 'refused',
    parts: 'training',
    files: changed('Dockerfile', ['COPY train serve', 'COPY serve']),
    seen: /"train": executable file not found/,
    remedy: /named train/,
  },
  {
    what: 'a program that is not executable',
    clause: 'executable',
    verdict: 'refused',
    parts: 'training',
    files: withTrain({ content: GOOD.train, mode: 0o644 }),
    seen: /permission denied/,
    remedy: /chmod \+x/,
  },
  {
    what: 'Windows line endings',
    clause: 'line-endings',
    verdict: 'refused',
    parts: 'training',
    files: withTrain(GOOD.train.replaceAll('\n', '\r\n')),
    seen: /carriage return/,
    remedy: /LF/,
  },
  {
    what: 'no #! line',
    clause: 'script-head',
    verdict: 'refused',
    parts: 'training',
    files: withTrain('echo score=1\n'),
    seen: /no #! line/,
    remedy: /#!/,
  },
  {
    what: 'a byte order mark',
    clause: 'script-head',
    verdict: 'refused',
    parts: 'training',
    files: withTrain(`\uFEFF${GOOD.train}`),
    seen: /byte order mark/,
    remedy: /byte order mark/,
  },
  {
    what: 'an interpreter that is not there',
    clause: 'interpreter',
    verdict: 'refused',
    parts: 'training',
    files: withTrain('#!/usr/bin/julia-not-here\n'),
    seen: /julia-not-here/,
    remedy: /Install the interpreter/,
  },
];
