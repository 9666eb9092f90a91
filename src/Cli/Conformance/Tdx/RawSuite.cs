// SPDX-License-Identifier: Apache-2.0

using Attestation.Tdx.Wire;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Tdx;

/// <summary>Buffers as kernels and providers return them: the quote inside is read iff only zero bytes follow it.</summary>
internal static class RawSuite
{
    private const string Kind = "raw";
    private const string Accept = "accept, the quote of that name";
    private const string Reject = "reject";

    public static ConformanceSuite Open(VectorFolder folder) =>
        ConformanceSuite.Of(Kind, folder.In("raw").Files("*.bin"), file => file, file => Run(folder, file));

    // The name ends with the first digits of the hash of the quote inside, which lies in quotes/ alone.
    private static ConformanceCase Run(VectorFolder folder, string file)
    {
        string hash = Path.GetFileNameWithoutExtension(file).Split('-')[^1];
        VectorFolder quotes = folder.In("quotes");
        string name = quotes.Files($"*-{hash}.bin").FirstOrDefault()
            ?? throw new CliError($"{quotes.Path}: no quote *-{hash}.bin, which raw/{file} holds");
        byte[] raw = folder.In("raw").Bytes(file);
        byte[] inside = quotes.Bytes(name);
        bool zeroTail = raw.AsSpan().StartsWith(inside) && !raw.AsSpan(inside.Length).ContainsAnyExcept((byte)0);
        return ConformanceCase.Compare(file, Kind, zeroTail ? Accept : Reject, Got(raw, inside, out string? rule)) with
        {
            Rules = rule is null ? [] : [rule],
        };
    }

    private static string Got(byte[] raw, byte[] inside, out string? rule)
    {
        bool read = Quote.TryParse(raw, out Quote? quote, out Malformed? malformed);
        rule = malformed?.Rule?.Id;
        return !read ? Reject : quote!.Raw.Span.SequenceEqual(inside) ? Accept : "accept, another quote";
    }
}
