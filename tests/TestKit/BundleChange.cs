// SPDX-License-Identifier: Apache-2.0

using System.Text;
using Attestation.Documents;

namespace Attestation.TestKit;

/// <summary>Single changes of a bundle of one log, whoever made it.</summary>
public static class BundleChange
{
    /// <summary>The text of a statement is another, under the proof that it had.</summary>
    public static ProofBundle Statement(ProofBundle bundle, int index, Func<string, string> change) =>
        bundle with { Statements = bundle.Statements.SetItem(index, bundle.Statements[index] with { Bytes = Changed(bundle.Statements[index].Bytes, change) }) };

    /// <summary>The proof of a leaf is that of another.</summary>
    public static ProofBundle Proof(ProofBundle bundle, int index, int other) =>
        bundle with { Statements = bundle.Statements.SetItem(index, bundle.Statements[index] with { Proof = bundle.Statements[other].Proof }) };

    /// <summary>The checkpoint says another size, under the signature that it had.</summary>
    public static ProofBundle Size(ProofBundle bundle) => Note(bundle, line: 1, size => $"{ulong.Parse(size, System.Globalization.CultureInfo.InvariantCulture) + 1}");

    /// <summary>The checkpoint says another root, under the signature that it had.</summary>
    public static ProofBundle Root(ProofBundle bundle) => Note(bundle, line: 2, _ => Convert.ToBase64String(new byte[32]));

    /// <summary>The head is another bundle's of the same log, under the proofs that the statements had.</summary>
    public static ProofBundle Checkpoint(ProofBundle bundle, ProofBundle other) => Log(bundle, log => log with { Checkpoint = other.Logs[0].Checkpoint });

    /// <summary>The silicon signed another bundle's head.</summary>
    public static ProofBundle Evidence(ProofBundle bundle, ProofBundle other) => Log(bundle, log => log with { Evidences = other.Logs[0].Evidences });

    /// <summary>The log's key is nobody's.</summary>
    public static ProofBundle LogKey(ProofBundle bundle) => Log(bundle, log => log with { LogKey = new byte[32] });

    private static ProofBundle Note(ProofBundle bundle, int line, Func<string, string> change) => Log(bundle, log => log with { Checkpoint = Changed(log.Checkpoint, text => WithLine(text, line, change)) });

    private static ProofBundle Log(ProofBundle bundle, Func<BundledLog, BundledLog> change) => bundle with { Logs = [change(bundle.Logs[0])] };

    private static string WithLine(string text, int line, Func<string, string> change)
    {
        string[] lines = text.Split('\n');
        lines[line] = change(lines[line]);
        return string.Join('\n', lines);
    }

    private static byte[] Changed(ReadOnlyMemory<byte> bytes, Func<string, string> change)
    {
        byte[] changed = Encoding.UTF8.GetBytes(change(Encoding.UTF8.GetString(bytes.Span)));
        Assert.False(bytes.Span.SequenceEqual(changed));
        return changed;
    }
}
