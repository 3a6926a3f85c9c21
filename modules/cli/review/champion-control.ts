import { isDeepStrictEqual } from 'node:util';
import { textAt, valueAt } from './planned-change';
import type { PlannedChange } from './planned-change';

/** Returns what a plan changes in how the champion is chosen: pin, rejections, approval and gate, a phrase each. */
export function controlChanges({
  before,
  after,
}: Pick<PlannedChange, 'before' | 'after'>): readonly string[] {
  return [
    ...pinChange(before, after),
    ...rejections(before, after),
    ...approvals(before, after),
    ...gate(before, after),
  ];
}

type Attributes = PlannedChange['before'];

function pinChange(before: Attributes, after: Attributes): readonly string[] {
  const [from, to] = [textAt(before, 'pin'), textAt(after, 'pin')];
  if (from === to) return [];
  return [to === undefined ? `lifts the pin of ${from ?? ''}` : `pins ${to}`];
}

function rejections(before: Attributes, after: Attributes): readonly string[] {
  const [from, to] = [listAt(before, 'reject'), listAt(after, 'reject')];
  const added = to.filter((name) => !from.includes(name));
  const removed = from.filter((name) => !to.includes(name));
  return [
    ...(added.length === 0 ? [] : [`rejects ${added.join(', ')}`]),
    ...(removed.length === 0 ? [] : [`no longer rejects ${removed.join(', ')}`]),
  ];
}

function approvals(before: Attributes, after: Attributes): readonly string[] {
  const [from, to] = [textAt(before, 'approval'), textAt(after, 'approval')];
  const approved = textAt(after, 'approved_training_job');
  return [
    ...(before === undefined || from === to ? [] : [`approval ${from ?? DEFAULT} → ${to ?? DEFAULT}`]),
    ...(approved === undefined || approved === textAt(before, 'approved_training_job')
      ? []
      : [`approves ${approved}`]),
  ];
}

/** The default of `approval`, which a plan leaves out. */
const DEFAULT = 'planned';

function gate(before: Attributes, after: Attributes): readonly string[] {
  const isSame = before === undefined || isDeepStrictEqual(valueAt(before, 'gate'), valueAt(after, 'gate'));
  return isSame ? [] : ['its gate changes'];
}

function listAt(attributes: Attributes, name: string): readonly string[] {
  const value = valueAt(attributes, name);
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
