import * as fc from 'fast-check';
import { decide } from '../../../modules/reconcile';
import type { Decision, Intent, Observation } from '../../../modules/reconcile';

interface Status {
  readonly phase: string;
}
const status: Status = { phase: 'any' };
const drift = [
  { attribute: 'production_variant.instance_type', desired: 'ml.c5.large', observed: 'ml.m5.large' },
];

interface Case {
  readonly intent: Intent;
  readonly seen: Observation<Status>;
  readonly want: Decision<Status>;
  readonly why: string;
}

const progressing: Observation<Status> = { kind: 'progressing', status, pollAfterMs: 10 };
const terminating: Observation<Status> = { kind: 'terminating', status, pollAfterMs: 20 };
const matching: Observation<Status> = { kind: 'steady', status, drift: [] };
const drifted: Observation<Status> = { kind: 'steady', status, drift };
const failed: Observation<Status> = { kind: 'failed', status, reason: 'no training job succeeded' };

const cases: readonly Case[] = [
  { intent: 'present', seen: { kind: 'absent' }, want: { action: 'create' }, why: 'wanted and not there' },
  {
    intent: 'present',
    seen: progressing,
    want: { action: 'wait', afterMs: 10 },
    why: 'what was asked for is under way; asking again would be a second one',
  },
  {
    intent: 'present',
    seen: terminating,
    want: { action: 'wait', afterMs: 20 },
    why: 'a create while the old one is being removed is refused or lost',
  },
  { intent: 'present', seen: matching, want: { action: 'settle', status }, why: 'as wanted' },
  {
    intent: 'present',
    seen: drifted,
    want: { action: 'update', observed: status, drift },
    why: 'there, but not as wanted',
  },
  {
    intent: 'present',
    seen: failed,
    want: { action: 'fail', status, reason: 'no training job succeeded' },
    why: 'no waiting improves it, and a paid object is not silently made again',
  },
  {
    intent: 'gone',
    seen: { kind: 'absent' },
    want: { action: 'settle', status: undefined },
    why: 'already gone',
  },
  {
    intent: 'gone',
    seen: progressing,
    want: { action: 'delete', observed: status },
    why: 'running work may be interrupted',
  },
  {
    intent: 'gone',
    seen: terminating,
    want: { action: 'wait', afterMs: 20 },
    why: 'removal is under way; a second one is refused',
  },
  {
    intent: 'gone',
    seen: matching,
    want: { action: 'delete', observed: status },
    why: 'at rest and unwanted',
  },
  {
    intent: 'gone',
    seen: drifted,
    want: { action: 'delete', observed: status },
    why: 'drift does not matter for removal',
  },
  {
    intent: 'gone',
    seen: failed,
    want: { action: 'delete', observed: status },
    why: 'a failed object still has to go',
  },
];

describe('decide', () => {
  it.each(cases)('$intent while $seen.kind: $want.action, because $why', ({ intent, seen, want }) => {
    expect(decide(intent, seen)).toEqual(want);
  });

  it('has a row for every intent and kind', () => {
    const rows = new Set(cases.map(({ intent, seen }) => `${intent} ${seen.kind}`));
    expect(rows.size).toBe(2 * 5);
  });

  it('never creates or updates what should be gone and never deletes what should be present', () => {
    const observation = fc.constantFrom<Observation<Status>>(
      { kind: 'absent' },
      progressing,
      terminating,
      matching,
      drifted,
      failed,
    );
    fc.assert(
      fc.property(observation, (seen) => {
        expect(['create', 'update']).not.toContain(decide('gone', seen).action);
        expect(decide('present', seen).action).not.toBe('delete');
      }),
    );
  });
});
