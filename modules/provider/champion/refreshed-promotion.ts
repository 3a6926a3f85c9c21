import { sameValue } from '../../plugin';
import { judge } from './settle-champion';
import type { ChampionPlan, ChampionState, Contender, Question } from './types';

/**
 * A champion that a refresh promoted, by the gate in state. Nothing has been applied yet, so it counts only while that
 * gate does: the private bytes keep the champion from before, until an apply confirms or withdraws the promotion.
 */
export interface RefreshedPromotion {
  readonly before: Contender | null;
}

/** What the private bytes of a champion hold. */
interface Kept extends Partial<RefreshedPromotion> {
  /** The provider's owner when it was last applied; absent in what earlier releases wrote. */
  readonly owner?: string;
}

/** Private bytes of a champion whose promotion an apply has seen. */
export function confirmed(owner: string): Uint8Array {
  return encode({ owner });
}

/** Private bytes of a champion that a refresh has promoted; `bytes` are those from before. */
export function rememberPromotion(promotion: RefreshedPromotion, bytes?: Uint8Array): Uint8Array {
  return encode({ ...decode(bytes), ...promotion });
}

/** The promotion that no apply has seen yet, if there is one. */
export function openPromotion(bytes: Uint8Array | undefined): RefreshedPromotion | undefined {
  const { before } = decode(bytes);
  return before === undefined ? undefined : { before };
}

/** The provider's owner when the champion was last applied, as far as that is known. */
export function ownerBefore(bytes: Uint8Array | undefined): string | undefined {
  return decode(bytes).owner;
}

function encode(kept: Kept): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(kept));
}

function decode(bytes: Uint8Array | undefined): Kept {
  if (bytes === undefined || bytes.length === 0) return {};
  return JSON.parse(new TextDecoder().decode(bytes)) as Kept;
}

/** Whether what the promotion was judged by is asked for still. */
export function sameJudgement(question: ChampionPlan | Question, prior: ChampionState): boolean {
  return sameValue(question.gate, prior.gate) && sameValue(question.objective, prior.objective);
}

/** The champion that a new candidate has to better, as far as the configuration being applied allows it to be one. */
export function incumbentOf(
  question: Question,
  prior: ChampionState,
  bytes: Uint8Array | undefined,
): Contender | null {
  const promotion = openPromotion(bytes);
  if (promotion === undefined || sameJudgement(question, prior)) return prior.current;
  // Values of two objectives do not compare, so the promotion says nothing about the new one.
  if (!sameValue(question.objective, prior.objective)) return promotion.before;
  const { verdict } = judge(question, prior.current, promotion.before);
  return verdict === 'promote' ? prior.current : promotion.before;
}
