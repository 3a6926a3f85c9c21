import { encode, ExtensionCodec } from '@msgpack/msgpack';
import { DynamicValue, ExactNumber, startReattached, Unknown } from '../../../../modules/plugin';
import type { AnyProvider, ValueType } from '../../../../modules/plugin';
import { encodeMsgpack } from '../../../../modules/plugin/cty/encode';
import { Workspace } from '../terraform';
import type { BrokenProvider } from './broken-provider';

const REQUIRED = `
terraform {
  required_providers {
    corner = { source = "registry.terraform.io/corner/corner" }
  }
}
`;

/**
 * Runs a broken provider under the real Terraform and returns what is said about it. Unchecked, its answers reach
 * Terraform as they are, mistakes of type included; checked, our own rules look at them first.
 */
export async function runBrokenProvider(
  broken: BrokenProvider,
  mode: 'checked' | 'unchecked',
): Promise<string> {
  const checked = mode === 'checked';
  const policy = checked ? {} : { check: false, repeat: false, encode: encodeAnyhow };
  const commands = broken.commands ?? [['apply']];
  let provider: AnyProvider = broken.provider();
  let configuration = broken.configuration;
  let said = '';
  const files = new Workspace({});
  try {
    for (const [index, [command = '', ...rest]] of commands.entries()) {
      if (index === 1) {
        provider = broken.then?.provider?.() ?? provider;
        configuration = broken.then?.configuration ?? configuration;
      }
      const served = await startReattached(provider, { policy });
      try {
        files.write(REQUIRED + configuration);
        files.environment['TF_REATTACH_PROVIDERS'] = served.reattach;
        const approve = command === 'apply' || command === 'destroy' ? ['-auto-approve'] : [];
        const { stdout, stderr } = await files.run(command, '-no-color', ...approve, ...rest);
        said = `${stdout}\n${stderr}`;
      } finally {
        await served.stop();
      }
    }
  } finally {
    files.remove();
  }
  // Terraform breaks lines wherever they are full.
  return said.replace(/[│╷╵\s]+/g, ' ');
}

const extensionCodec = new ExtensionCodec();
extensionCodec.register({
  type: 0,
  encode: (value) => (value instanceof Unknown ? Uint8Array.of(0) : null),
  decode: () => null,
});

/** Our encoder where the value fits the type, and any MessagePack at all where it does not. */
function encodeAnyhow(type: ValueType, value: unknown): Uint8Array {
  try {
    return encodeMsgpack(type, value);
  } catch {
    return encode(plain(value), { extensionCodec });
  }
}

function plain(value: unknown): unknown {
  if (value instanceof ExactNumber) return value.decimal;
  if (value instanceof DynamicValue) return [Buffer.from('"string"'), value.value];
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Unknown) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, plain(held)]));
}
