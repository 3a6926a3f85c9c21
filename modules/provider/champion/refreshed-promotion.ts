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

/** Private bytes of a champion whose promotion an apply has seen. */
export const CONFIRMED = new Uint8Array(0);

export function rememberPromotion(promotion: RefreshedPromotion): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(promotion));
}

/** The promotion that no apply has seen yet, if there is one. */
export function openPromotion(bytes: Uint8Array | undefined): RefreshedPromotion | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  return JSON.parse(new TextDecoder().decode(bytes)) as RefreshedPromotion;
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
