import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Tree = z.object({
  left_children: z.array(z.number()),
  right_children: z.array(z.number()),
  split_indices: z.array(z.number()),
  /** Of a leaf, its value. */
  split_conditions: z.array(z.number()),
});
const Saved = z.object({
  learner: z.object({
    learner_model_param: z.object({ base_score: z.string() }),
    objective: z.object({ name: z.enum(['binary:logistic', 'reg:squarederror']) }),
    gradient_booster: z.object({ model: z.object({ trees: z.array(Tree) }) }),
  }),
});

/** Probabilities from the numbers of XGBoost's JSON alone: a sum of leaves. It reads no code of the image, nor XGBoost. */
export function probabilitiesOf(file: string, rows: readonly (readonly number[])[]): readonly number[] {
  const { learner } = Saved.parse(JSON.parse(readFileSync(file, 'utf8')));
  const { trees } = learner.gradient_booster.model;
  const base = Number(learner.learner_model_param.base_score.replace(/[[\]]/g, ''));
  return rows.map((row) => {
    const sum = trees.reduce((total, tree) => total + leafOf(tree, row), 0);
    if (learner.objective.name === 'reg:squarederror') return Math.min(1, Math.max(0, base + sum));
    return 1 / (1 + Math.exp(-(Math.log(base / (1 - base)) + sum)));
  });
}

function leafOf(tree: z.infer<typeof Tree>, row: readonly number[]): number {
  let node = 0;
  while (tree.left_children[node] !== -1) {
    // XGBoost compares in single precision.
    const isLess = Math.fround(row[tree.split_indices[node]!]!) < Math.fround(tree.split_conditions[node]!);
    node = (isLess ? tree.left_children : tree.right_children)[node]!;
  }
  return tree.split_conditions[node]!;
}
