import { formatPath, messageOf, TuneformError } from '../../../kernel';
import type { Diagnostic } from '../../../kernel';
import { ValueFault } from '../../cty/value-fault';
import { FunctionRejection } from '../../framework/provider-function';
import { checkValue } from '../../plan/check-value';
import { inspectResult } from '../../rules/inspect';
import { isWhollyKnown } from '../../schema/values/wholly-known';
import type { CallHandler } from '../call-handler';
import { receive } from '../values';

export const callFunction: CallHandler<'CallFunction'> = async (request, session, caller) => {
  try {
    const definition = await session.function(request.name ?? '');
    const { parameters, variadic } = definition;
    const values = (request.arguments ?? []).map((message, index) => {
      const parameter = parameters[index] ?? variadic;
      if (parameter === undefined) throw new FunctionRejection('too many arguments', index);
      try {
        const { exact, value } = receive(parameter.type, message);
        const [wrong] = checkValue(parameter.type, exact, []);
        if (wrong !== undefined) throw new FunctionRejection(inWords(wrong), index);
        if (value === null && parameter.allowNull !== true) {
          throw new FunctionRejection(`"${parameter.name}" must not be null`, index);
        }
        return value;
      } catch (thrown) {
        throw thrown instanceof ValueFault ? new FunctionRejection(thrown.message, index) : thrown;
      }
    });
    const input = { arguments: values.slice(0, parameters.length), rest: values.slice(parameters.length) };
    const call = () => session.run(caller, (context) => definition.call(input, context));
    const result = await call();
    if (!session.policy.check) return { result: session.send(definition.result, result) };
    const again = session.policy.repeat ? await call() : result;
    const argumentsKnown = isWhollyKnown(values);
    const { value, breaches } = inspectResult(definition.result, { result, again, argumentsKnown });
    const [blame] = session.blame(breaches, `calling ${definition.name}`);
    return blame === undefined
      ? { result: session.send(definition.result, value) }
      : { error: { text: `${blame.summary}: ${blame.detail}` } };
  } catch (thrown) {
    return { error: functionError(thrown) };
  }
};

/** Functions have no diagnostics, so the text names the argument. */
function inWords({ path = [], detail }: Diagnostic): string {
  return path.length === 0 ? detail : `${formatPath(path)}: ${detail}`;
}

function functionError(thrown: unknown): { readonly text: string; readonly functionArgument?: number } {
  if (thrown instanceof FunctionRejection) {
    return {
      text: thrown.message,
      ...(thrown.argument === undefined ? {} : { functionArgument: thrown.argument }),
    };
  }
  if (thrown instanceof TuneformError) return { text: `${thrown.message} [${thrown.code}]` };
  return { text: `The provider failed unexpectedly: ${messageOf(thrown)}` };
}
