/** How a training job loses its instance. */
export interface InstanceLoss {
  /** A spot instance is reclaimed after a warning; an instance that fails gives none. */
  readonly how: 'reclaimed' | 'failed';
  /** Milliseconds until there is another one. */
  readonly awayMs: number;
}
