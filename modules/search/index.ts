export { createSearcher } from './create-searcher';
export type { SearcherOptions } from './create-searcher';
export type { Searcher, Suggestion, TrialHistory } from './searcher';
