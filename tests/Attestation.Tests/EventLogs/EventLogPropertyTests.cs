// SPDX-License-Identifier: Apache-2.0

using Attestation.EventLogs;
using Attestation.TestKit;
using Attestation.Wire;
using CsCheck;

namespace Attestation.Tests.EventLogs;

public sealed class EventLogPropertyTests
{
    private static readonly byte[] Whole = TwoBanks()
        .Event(0, EventType.SCrtmVersion, "version")
        .Event(7, EventType.EfiVariableDriverConfig, LogBuilder.Variable("SecureBoot", [1]))
        .Event(1, EventType.EfiVariableBoot, LogBuilder.Variable("Boot0000", [1, 2, 3]), [1, 2, 3])
        .Event(8, EventType.Ipl, "grub_cmd: set\0", "set")
        .Separator(0)
        .Bytes();

    [Fact]
    public void Any_bytes_never_throw() => Gen.Byte.Array[0, 300].Sample(Survives);

    [Fact]
    public void Any_bytes_behind_a_valid_start_never_throw() =>
        Gen.Byte.Array[0, 300].Sample(tail => Survives([.. new LogBuilder().Separator(1).Bytes(), .. tail]));

    [Fact]
    public void Small_fields_that_look_like_records_never_throw() =>
        Gen.OneOf(Gen.Const((byte)0), Gen.Const((byte)0xFF), Gen.Byte[0, 12]).Array[0, 200]
            .Sample(tail => Survives([.. new LogBuilder().Bytes(), .. tail]));

    [Fact]
    public void Any_bit_flip_of_a_log_never_throws()
    {
        for (int bit = 0; bit < Whole.Length * 8; bit++)
        {
            byte[] flipped = [.. Whole];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Survives(flipped);
        }
    }

    [Fact]
    public void Any_truncation_of_a_log_never_throws()
    {
        for (int length = 0; length < Whole.Length; length++)
        {
            Survives(Whole[..length]);
        }
    }

    [Fact]
    public void Mutated_real_logs_never_throw()
    {
        byte[][] real = [.. VectorLogs.All().Select(File.ReadAllBytes)];
        Gen.Select(Gen.Int[0, real.Length - 1], Gen.Select(Gen.Int[0, 60_000], Gen.Byte).Array[1, 8]).Sample(
            (which, edits) =>
            {
                byte[] bytes = [.. real[which]];
                foreach ((int at, byte value) in edits)
                {
                    bytes[at % bytes.Length] = value;
                }

                Survives(bytes);
            },
            iter: 400);
    }

    [Fact]
    public void A_changed_extended_digest_changes_its_register_and_no_other() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 31]).Sample((ordinal, at) =>
        {
            EventLog log = Parsed(Whole);
            byte[] changed = [.. Whole];
            changed[log.Events[ordinal].Offset + PcrEvent2Layout.Size + 2 + at] ^= 0x40;
            Replay before = Of(log);
            Replay after = Of(Parsed(changed));

            uint register = log.Events[ordinal].Register;
            Assert.All(
                before.Registers,
                one => Assert.Equal(one.Register != register, one.Value.Span.SequenceEqual(after.Of(one.Register).Value.Span)));
        });

    private static LogBuilder TwoBanks() => new((DigestAlgorithm.Sha256, 32), (DigestAlgorithm.Sha1, 20));

    private static EventLog Parsed(byte[] bytes)
    {
        Assert.True(EventLog.TryParse(bytes, out EventLog? log, out Malformed? malformed), malformed?.ToString());
        return log;
    }

    private static Replay Of(EventLog log)
    {
        Assert.True(Replay.TryOf(log, DigestAlgorithm.Sha256, StartValues.Pcr, out Replay? replay));
        return replay;
    }

    /// <summary>Everything that may be asked of a parsed log is asked; Raw and its bytes stay.</summary>
    private static void Survives(byte[] bytes)
    {
        byte[] copy = [.. bytes];
        if (EventLog.TryParse(bytes, out EventLog? log, out Malformed? malformed))
        {
            Assert.True(log.Raw.Equals(bytes.AsMemory()) && log.Raw.Length == bytes.Length);
            Assert.InRange(log.UsedLength, 1, bytes.Length);
            foreach (DigestBank bank in log.Banks)
            {
                AskEverything(log, bank);
            }
        }
        else
        {
            Assert.NotEmpty(malformed.Reason);
        }

        Assert.Equal(copy, bytes);
    }

    private static void AskEverything(EventLog log, DigestBank bank)
    {
        var quoted = new Dictionary<uint, ReadOnlyMemory<byte>> { [0] = new byte[bank.Size], [1] = new byte[3], [7] = new byte[bank.Size] };
        var matches = RegisterMatch.Compare(log, bank.Algorithm, StartValues.Pcr, quoted);
        Assert.Equal(DigestAlgorithms.CanHash(bank.Algorithm), matches is not null);
        Assert.All(matches ?? [], match => Assert.NotEmpty(match.Describe()));
        if (SemanticReading.TryOf(log, bank.Algorithm, [0, 7], out SemanticReading? reading))
        {
            Assert.Equal(log.Events.Length, reading.Events.Length);
            Assert.All(reading.Ambiguities, ambiguity => Assert.NotEmpty(ambiguity.Describe()));
        }

        Assert.Empty(log.CompareWith(log, bank.Algorithm));
    }
}
