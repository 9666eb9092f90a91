// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.SevSnp.Wire;
using Attestation.Wire;

namespace Attestation.Cli.Conformance.Snp;

/// <summary>ID blocks: digests of both keys, both signatures, and that the keys are those of the given files.</summary>
internal static class IdBlockSuite
{
    public const string Kind = "id-block";

    private const string Equal = "equal";
    private const int BlockBytes = 96;

    public static ConformanceCase Run(VectorEntry entry) =>
        ConformanceCase.Compare(entry.Text("id"), Kind, entry.Text("expect"), FirstDifference(entry) ?? Equal);

    private static string? FirstDifference(VectorEntry entry)
    {
        VectorEntry files = entry.In("files");
        IdBlock? block = null;
        if (!IdAuthentication.TryParse(files.File("authBlock") ?? [], out IdAuthentication? authentication, out Malformed? malformed)
            || !Hex.TryRead(entry.Text("idBlock"), BlockBytes, out byte[]? bytes)
            || !IdBlock.TryParse(bytes, out block, out malformed))
        {
            return malformed?.ToString() ?? $"idBlock is not hex of {BlockBytes} bytes";
        }

        return Different("idKeyDigest", entry.Text("idKeyDigest"), authentication.IdKey.Digest)
            ?? Different("authorKeyDigest", entry.Text("authorKeyDigest"), authentication.AuthorKey?.Digest ?? default)
            ?? Different("idKey", Point(files, "idKey"), authentication.IdKey.Point)
            ?? Different("authorKey", Point(files, "authorKey"), authentication.AuthorKey?.Point)
            ?? Different("idSignature", Hex.Of(files.File("idSignature")), authentication.BlockSignature.Raw)
            ?? Different("authorSignature", Hex.Of(files.File("authorSignature")), authentication.KeySignature?.Raw ?? default)
            ?? (authentication.Verifies(block) ? null : "a signature does not verify");
    }

    private static string? Different(string name, string want, ReadOnlyMemory<byte> got) =>
        want == Hex.Of(got.Span) ? null : $"{name} is {Hex.Of(got.Span)}, want {want}";

    private static string Point(VectorEntry files, string member)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(Encoding.ASCII.GetString(files.File(member) ?? []));
        ECPoint point = key.ExportParameters(includePrivateParameters: false).Q;
        return Hex.Of([.. point.X!, .. point.Y!]);
    }
}
