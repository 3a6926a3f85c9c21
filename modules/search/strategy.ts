/** The strategies of SageMaker's tuning jobs that this module searches by. */
export type SearchStrategy = 'Bayesian' | 'Random' | 'Grid' | 'Hyperband';
