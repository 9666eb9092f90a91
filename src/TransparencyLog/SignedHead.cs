// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using Attestation.Appraisal;
using Attestation.Wire;
using Attestation.X509;

namespace Attestation.TransparencyLog;

/// <summary>Witness: a checkpoint that the key which it names has signed (LOG-01 to LOG-03).</summary>
/// <remarks>Worth nothing until silicon signed its text too: anybody can make a key and a tree.</remarks>
public sealed class SignedHead
{
    private SignedHead(Checkpoint checkpoint, SignedNote note, ReadOnlyMemory<byte> logKey)
    {
        Checkpoint = checkpoint;
        Note = note;
        LogKey = logKey;
    }

    /// <summary>Origin, size and root.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>The note as received.</summary>
    public SignedNote Note { get; }

    /// <summary>The raw log key; 32 bytes.</summary>
    public ReadOnlyMemory<byte> LogKey { get; }

    /// <summary>Step: the note is a checkpoint, of this key, and signed by it.</summary>
    /// <param name="note">The received note.</param>
    /// <param name="logKey">The raw key that came beside it.</param>
    /// <param name="ed25519">Checks the signature.</param>
    public static Step<SignedHead> Verify(ReadOnlyMemory<byte> note, ReadOnlyMemory<byte> logKey, IEd25519 ed25519)
    {
        if (!Checkpoint.TryReadNote(note, out SignedNote? read, out Checkpoint? checkpoint, out Malformed? malformed))
        {
            return new([Check.Broken(LogRules.Checkpoint, malformed)], null);
        }

        Check key = OfKey(checkpoint, read, logKey);
        ImmutableArray<Check> checks = [Check.Pass(LogRules.Checkpoint, $"{checkpoint.Origin}, size {checkpoint.Size}"), key];
        if (key.Outcome != Outcome.Pass)
        {
            return new(checks, null);
        }

        NoteVerdict verdict = read.VerdictOn(new(checkpoint.Origin.ToString(), logKey.Span), ed25519);
        Check signature = Check.Require(LogRules.Signature, verdict == NoteVerdict.Signed, because: Because(verdict));
        return new(checks.Add(signature), verdict == NoteVerdict.Signed ? new(checkpoint, read, logKey) : null);
    }

    private static Check OfKey(Checkpoint checkpoint, SignedNote note, ReadOnlyMemory<byte> logKey)
    {
        RunId ofKey = RunId.Of(logKey.Span);
        string origin = checkpoint.Origin.ToString();
        return logKey.Length != NoteKey.PublicKeyLength
            ? Check.Fail(LogRules.Key, $"the log key is {logKey.Length} bytes, want {NoteKey.PublicKeyLength}")
            : ofKey != checkpoint.Origin.RunId
            ? Check.Fail(LogRules.Key, "the log key is not the one that the origin commits to", ofKey.Value, checkpoint.Origin.RunId.Value)
            : !note.Signatures.Any(each => each.Name == origin)
            ? Check.Fail(LogRules.Key, $"no signature is by a key of the origin's name, {origin}")
            : Check.Pass(LogRules.Key, ofKey.Value);
    }

    private static string Because(NoteVerdict verdict) => verdict switch
    {
        NoteVerdict.SignedTwice => "the log key has more than one signature",
        NoteVerdict.WrongSignature => "the log key's signature does not verify",
        _ => "the log key has no signature",
    };
}
