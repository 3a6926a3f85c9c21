/**
 * Grid, random and Bayesian search over SageMaker's parameter ranges, seeded and pure. What the symbols of the papers are called in
 * the code stands at the head of `bayesian/gaussian-process.ts`.
 */
export { createSearcher } from './create-searcher';
export type { SearcherOptions } from './create-searcher';
export { Hyperband } from './hyperband/hyperband';
export type { ResourceRange } from './hyperband/brackets';
export type { SearchStrategy } from './strategy';
export type { Searcher, Suggestion, TrialHistory } from './searcher';
export type { ParentSearch, WarmStart } from './warm-start';
