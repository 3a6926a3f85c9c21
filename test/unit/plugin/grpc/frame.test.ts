import fc from 'fast-check';
import { frame, FrameReader } from '../../../../modules/plugin/grpc/frame';
import { status } from '../../../../modules/plugin/grpc/status';
import { MAX_MESSAGE_BYTES } from '../../../../modules/plugin/process/methods';

it('puts a message together from whatever pieces it arrives in', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(40)), (message, cuts) => {
      const reader = new FrameReader(300);
      let rest = frame(message);
      let whole: Uint8Array | undefined;
      for (const cut of [...cuts, rest.length]) {
        const piece = rest.subarray(0, cut);
        rest = rest.subarray(cut);
        whole ??= reader.push(Buffer.from(piece));
      }
      expect(Buffer.from(whole ?? [])).toEqual(Buffer.from(message));
    }),
  );
});

/** What a reader says of the first five bytes of a message. */
const refusal = (flags: number, length: number): unknown => {
  const head = Buffer.alloc(5);
  head.writeUInt8(flags, 0);
  head.writeUInt32BE(length, 1);
  try {
    new FrameReader(MAX_MESSAGE_BYTES).push(head);
    return undefined;
  } catch (thrown) {
    return thrown;
  }
};

it('rejects a message of more than 256 MiB by its head, before any of it is kept', () => {
  expect(refusal(0, 256 * 1024 * 1024)).toBeUndefined();
  expect(refusal(0, 256 * 1024 * 1024 + 1)).toMatchObject({
    code: status.resourceExhausted,
    message: 'the message has 268435457 bytes, at most 268435456 are allowed',
  });
});

it('rejects a compressed message, because no compression was agreed', () => {
  expect(refusal(1, 10)).toMatchObject({ code: status.unimplemented });
});
