/** How SageMaker writes the numbers of hyperparameters. */
export const NUMERALS = {
  integer: /^[+-]?\d+$/,
  continuous: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i,
} as const;
