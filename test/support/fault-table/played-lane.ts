import { FaultProxy } from '../fault-proxy/fault-proxy';
import { PlayedProvider } from '../played-terraform/played-provider';
import type { FaultBench } from './fault-bench';
import type { Lane } from './lane';
import { PlayedStack } from './played-stack';

/** A lane under what plays Terraform; all its stacks share one running provider. */
export async function playedLane(bench: FaultBench): Promise<Lane> {
  const provider = new PlayedProvider(bench.executable);
  let stack: PlayedStack | undefined;
  // One after the other: providers that all start at once take longer than one may take.
  await provider.schema('tuneform_experiment');
  const proxy = await FaultProxy.start({
    target: bench.cloud.cloud,
    kill: () => provider.kill(),
    interrupt: () => stack?.interrupt(),
  });
  return {
    proxy,
    open: (typeName) =>
      (stack = new PlayedStack(provider, { providerConfig: bench.providerConfig(proxy.url), typeName })),
    close: async () => {
      await provider.dispose();
      await proxy.stop();
    },
  };
}
