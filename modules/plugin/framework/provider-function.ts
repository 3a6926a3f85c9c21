import type { ValueIn } from '../schema/infer';
import type { Unknown } from '../schema/values/unknown';
import type { ValueType } from '../schema/types/value-type';
import type { Context } from './context';

/** One parameter of a provider function. */
export interface Parameter<V extends ValueType = ValueType> {
  readonly name: string;
  readonly type: V;
  /** Markdown. */
  readonly description: string;
  /** @default false - Terraform rejects null arguments */
  readonly allowNull?: boolean;
  /** The result may be unknown while an argument is. @default false - Terraform does not call the function then */
  readonly allowUnknown?: boolean;
}

type ArgumentOf<P extends Parameter> =
  | ValueIn<P['type'], P extends { readonly allowUnknown: true } ? 'config' : 'state'>
  | (P extends { readonly allowNull: true } ? null : never)
  | (P extends { readonly allowUnknown: true } ? Unknown : never);

/** Whether any of these parameters may be unknown, and the result therefore too. */
type MayBeUnknown<P extends Parameter | undefined> = true extends (
  P extends { readonly allowUnknown: true } ? true : false
)
  ? true
  : false;

/** The result of a function. It is null or unknown only if Terraform is to get that. */
type ResultOf<P extends Parameter | undefined, R extends ValueType> =
  MayBeUnknown<P> extends true ? ValueIn<R, 'config'> | Unknown | null : ValueIn<R, 'state'> | null;

export type ArgumentsOf<P extends readonly Parameter[]> = { readonly [I in keyof P]: ArgumentOf<P[I]> };

/** Thrown by a function to reject its arguments. */
export class FunctionRejection extends Error {
  /** Position of the offending argument, from 0; undefined when it is not about one. */
  readonly argument: number | undefined;

  constructor(message: string, argument?: number) {
    super(message);
    this.name = 'FunctionRejection';
    this.argument = argument;
  }
}

/** A function callable as `provider::<provider>::<name>(…)`. Pure: the same arguments give the same result. Needs Terraform 1.8. */
export interface ProviderFunction<
  P extends readonly Parameter[] = readonly Parameter[],
  V extends Parameter | undefined = Parameter | undefined,
  R extends ValueType = ValueType,
> {
  readonly name: string;
  readonly summary: string;
  /** Markdown. */
  readonly description: string;
  readonly deprecated?: string;
  readonly parameters: P;
  /** Takes all further arguments. */
  readonly variadic?: V;
  readonly result: R;
  call(
    request: {
      readonly arguments: ArgumentsOf<P>;
      readonly rest: readonly (V extends Parameter ? ArgumentOf<V> : never)[];
    },
    context: Context,
  ): ResultOf<P[number] | V, R> | Promise<ResultOf<P[number] | V, R>>;
}

/** A provider function, with the types of its arguments inferred from its parameters. */
export function defineFunction<
  const P extends readonly Parameter[],
  const V extends Parameter | undefined,
  R extends ValueType,
>(providerFunction: ProviderFunction<P, V, R>): ProviderFunction<P, V, R> {
  return providerFunction;
}
