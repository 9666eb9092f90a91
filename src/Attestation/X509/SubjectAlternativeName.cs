// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Attestation.Wire;

namespace Attestation.X509;

/// <summary>The other names of a certificate's holder (RFC 5280, section 4.2.1.6); of these only URIs are read.</summary>
public static class SubjectAlternativeName
{
    private const string Structure = "subject alternative name";
    private const int UriNumber = 6;
    private const int LastNumber = 8;
    private const int MaxNames = 256;

    /// <summary>The URIs in their order; never throws.</summary>
    /// <param name="extensions">Of a certificate, or asked for by a request; none of the names is an empty list.</param>
    /// <param name="uris">Visible ASCII each; empty on failure.</param>
    /// <param name="malformed">The first thing that is wrong, or null.</param>
    public static bool TryReadUris(
        ImmutableArray<CertificateExtension> extensions, out ImmutableArray<string> uris, [NotNullWhen(false)] out Malformed? malformed)
    {
        uris = [];
        malformed = null;
        int index = CertificateExtension.Find(extensions.AsSpan(), ExtensionOids.SubjectAlternativeName);
        if (index >= 0)
        {
            uris = Read(extensions[index].Value, out malformed);
        }

        uris = malformed is null ? uris : [];
        return malformed is null;
    }

    private static ImmutableArray<string> Read(ReadOnlyMemory<byte> value, out Malformed? malformed)
    {
        DerReader der = new(value, Structure);
        ImmutableArray<string>.Builder uris = ImmutableArray.CreateBuilder<string>();
        int all = der.Enter(DerTag.Sequence, "names");
        int count = 0;
        do
        {
            if (ReadName(ref der) is { } uri)
            {
                uris.Add(uri);
            }

            if (++count > MaxNames)
            {
                der.Fail("names", $"more than {MaxNames}");
            }
        }
        while (!der.AtEnd);

        der.Leave(all, "names");
        der.Finish("names");
        malformed = der.Fault;
        return uris.ToImmutable();
    }

    // A URI, or null for a name of another kind.
    private static string? ReadName(ref DerReader der)
    {
        byte tag = TagOf(ref der);
        ReadOnlyMemory<byte> content = der.Content(tag, "name");
        if (der.Fault is not null || tag != DerTag.Implicit(UriNumber))
        {
            return null;
        }

        if (content.IsEmpty || content.Span.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            der.Fail("URI", "is empty, or not visible ASCII");
            return null;
        }

        return Encoding.ASCII.GetString(content.Span);
    }

    // GeneralName is a choice of context-specific tags, primitive or constructed by kind; 0 is none of them.
    private static byte TagOf(ref DerReader der)
    {
        for (int number = 0; number <= LastNumber; number++)
        {
            byte tag = number is 0 or 3 or 4 or 5 ? DerTag.Constructed(number) : DerTag.Implicit(number);
            if (der.Next(tag))
            {
                return tag;
            }
        }

        der.Fail("name", "is of no kind that there is");
        return 0;
    }
}
