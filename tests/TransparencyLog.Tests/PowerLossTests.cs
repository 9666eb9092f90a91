// SPDX-License-Identifier: Apache-2.0

using CsCheck;

namespace Attestation.TransparencyLog.Tests;

/// <summary>The power is lost with any one call: everything that was answered is there when it comes back.</summary>
public sealed class PowerLossTests
{
    private static readonly SodiumSigner Signer = SodiumSigner.Known();

    [Fact]
    public void Every_answered_statement_is_under_its_published_checkpoint_whatever_call_was_the_last()
    {
        int[] sizes = [1, 2, 250, 3, 1, 300];
        MemoryStorage whole = new();
        Commit(whole, sizes);

        for (int call = 1; call <= whole.Calls.Count; call++)
        {
            MemoryStorage storage = new() { FailAt = call };
            RequireAnswered(storage, Commit(storage, sizes));
        }
    }

    [Fact]
    public void Random_batches_survive_a_random_last_call() =>
        Gen.Select(Gen.Int[1, 300].Array[1, 5], Gen.Int[1, 120]).Sample(
            (sizes, call) =>
            {
                MemoryStorage storage = new() { FailAt = call };
                RequireAnswered(storage, Commit(storage, sizes));
            },
            iter: 100);

    /// <summary>Commits batches in the contract's order; the size that was answered last.</summary>
    private static long Commit(MemoryStorage storage, int[] sizes)
    {
        LogWriter log = new(storage);
        long answered = 0;
        try
        {
            foreach (int size in sizes)
            {
                AppendedBatch batch = log.Append(Trees.Entries((int)log.Size, (int)log.Size + size));
                byte[] note = Signer.Note(batch.Size, batch.Root);
                log.KeepEvidence(batch.Size, note, []);
                log.Publish(note);
                answered = batch.Size;
                log.DeleteSuperseded();
            }
        }
        catch (LogStorageException)
        {
            Assert.True(log.HasEnded);
        }

        return answered;
    }

    private static void RequireAnswered(MemoryStorage before, long answered)
    {
        MemoryStorage storage = before.AfterPowerLoss();
        if (!storage.TryRead(LogLayout.Checkpoint, SignedNote.MaxBytes, out byte[]? bytes))
        {
            Assert.Equal(0, answered);
            return;
        }

        Assert.True(SignedNote.TryParse(bytes, out SignedNote? note, out _));
        Assert.Equal(NoteVerdict.Signed, note.VerdictOn(Signer.NoteKey, Sodium.Ed25519));
        Assert.True(Checkpoint.TryParse(note.Text.Span, out Checkpoint? head, out _));
        Assert.True(head.Size >= answered, $"{answered} leaves were answered, {head.Size} are published");
        Assert.Contains(LogLayout.Evidence(head.Size), storage.Files.Keys);
        TileReader reader = new(storage, head.Size);
        for (long leaf = 0; leaf < head.Size; leaf += 1 + (head.Size / 30))
        {
            Assert.True(reader.TryProve(leaf, head.Root, out _, out _, out Wire.Malformed? malformed), malformed?.ToString());
        }
    }
}
