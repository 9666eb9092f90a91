// SPDX-License-Identifier: Apache-2.0

using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Attestation.Machine.Simulator;

/// <summary>A distinguished name, its attributes exactly in the order given.</summary>
/// <param name="Attributes">Object identifier and text of each attribute; one a set.</param>
/// <remarks>Country is a PrintableString, all others are UTF8String: so do Intel and AMD.</remarks>
public sealed record SubjectName(ImmutableArray<KeyValuePair<string, string>> Attributes)
{
    /// <summary>id-at-commonName.</summary>
    public const string CommonName = "2.5.4.3";

    /// <summary>id-at-countryName.</summary>
    public const string Country = "2.5.4.6";

    /// <summary>id-at-localityName.</summary>
    public const string Locality = "2.5.4.7";

    /// <summary>id-at-stateOrProvinceName.</summary>
    public const string State = "2.5.4.8";

    /// <summary>id-at-organizationName.</summary>
    public const string Organization = "2.5.4.10";

    /// <summary>id-at-organizationalUnitName.</summary>
    public const string OrganizationalUnit = "2.5.4.11";

    /// <summary>CN, O, L, ST, C: Intel's order.</summary>
    public static SubjectName Of(string commonName, string organization, string locality, string state, string country) => new(
    [
        new(CommonName, commonName), new(Organization, organization), new(Locality, locality), new(State, state), new(Country, country),
    ]);

    /// <summary>The same name with another text in each attribute of that kind.</summary>
    public SubjectName With(string oid, string text) =>
        new([.. Attributes.Select(each => each.Key == oid ? new(oid, text) : each)]);

    /// <summary>The name in DER.</summary>
    public X500DistinguishedName Encode()
    {
        AsnWriter der = new(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            foreach ((string oid, string text) in Attributes)
            {
                WriteAttribute(der, oid, text);
            }
        }

        return new(der.Encode());
    }

    private static void WriteAttribute(AsnWriter der, string oid, string text)
    {
        using (der.PushSetOf())
        using (der.PushSequence())
        {
            der.WriteObjectIdentifier(oid);
            der.WriteCharacterString(oid == Country ? UniversalTagNumber.PrintableString : UniversalTagNumber.UTF8String, text);
        }
    }
}
