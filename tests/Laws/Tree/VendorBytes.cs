// SPDX-License-Identifier: Apache-2.0

using System.Text;
using System.Text.RegularExpressions;

namespace Attestation.Laws.Tree;

/// <summary>Finds certificates and revocation lists of TEE vendors: in DER anywhere in a file, and in PEM, base64 and hex in a text.</summary>
internal static partial class VendorBytes
{
    private const int MaxNameBytes = 127;

    // X.520 organizationName: OID 2.5.4.10 in DER, as it stands in every issuer and subject.
    private static readonly byte[] OrganizationName = [0x06, 0x03, 0x55, 0x04, 0x0A];
    private static readonly string[] Vendors = ["Intel Corporation", "Advanced Micro Devices"];

    /// <summary>The vendors whose names stand in certificates of the file.</summary>
    public static IEnumerable<string> In(TrackedFile file) =>
        Readings(file).SelectMany(Organizations)
            .Where(name => Vendors.Any(vendor => name.StartsWith(vendor, StringComparison.Ordinal)))
            .Distinct()
            .Select(name => $"{file.Path} holds a certificate or CRL of {name}");

    private static IEnumerable<ReadOnlyMemory<byte>> Readings(TrackedFile file)
    {
        yield return file.Bytes;
        string text = Encoding.Latin1.GetString(file.Bytes.Span);
        foreach (Match block in Pem().Matches(text))
        {
            yield return Base64(Spaces().Replace(block.Groups["body"].Value, ""));
        }

        foreach (Match run in Base64Run().Matches(text))
        {
            yield return Base64(run.Value);
        }

        foreach (Match run in HexRun().Matches(text))
        {
            yield return Convert.FromHexString(run.ValueSpan[..(run.Length & ~1)]);
        }
    }

    private static ReadOnlyMemory<byte> Base64(string text)
    {
        string plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        byte[] bytes = new byte[plain.Length];
        return Convert.TryFromBase64String(plain[..(plain.Length & ~3)], bytes, out int written) ? bytes.AsMemory(0, written) : default;
    }

    private static IEnumerable<string> Organizations(ReadOnlyMemory<byte> bytes)
    {
        for (int at = Next(bytes, 0); at >= 0; at = Next(bytes, at))
        {
            // The string's tag and length follow; its text may be of any string type.
            ReadOnlySpan<byte> value = bytes.Span[at..];
            if (value.Length > 2 && value[1] <= MaxNameBytes && value.Length >= 2 + value[1])
            {
                yield return Encoding.UTF8.GetString(value.Slice(2, value[1]));
            }
        }
    }

    private static int Next(ReadOnlyMemory<byte> bytes, int from)
    {
        int found = bytes.Span[from..].IndexOf(OrganizationName);
        return found < 0 ? -1 : from + found + OrganizationName.Length;
    }

    [GeneratedRegex(@"-----BEGIN [A-Z0-9 ]+-----(?<body>(?:[A-Za-z0-9+/=\s]|\\[nr])+)-----END")]
    private static partial Regex Pem();

    [GeneratedRegex(@"\\[nr]|\s")]
    private static partial Regex Spaces();

    [GeneratedRegex("[A-Za-z0-9+/_-]{100,}")]
    private static partial Regex Base64Run();

    [GeneratedRegex("[0-9A-Fa-f]{100,}")]
    private static partial Regex HexRun();
}
