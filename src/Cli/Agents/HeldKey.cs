// SPDX-License-Identifier: Apache-2.0

using System.Security.Cryptography;
using System.Text;
using Attestation.AgentClient.V1;
using Google.Protobuf;

namespace Attestation.Cli.Agents;

/// <summary>A private key out of a file, ECDSA or RSA.</summary>
internal sealed class HeldKey : IDisposable
{
    private readonly AsymmetricAlgorithm key;

    private HeldKey(AsymmetricAlgorithm key) => this.key = key;

    /// <summary>DER of its SubjectPublicKeyInfo.</summary>
    public byte[] Spki => key.ExportSubjectPublicKeyInfo();

    /// <summary>Reads PEM.</summary>
    /// <exception cref="CliError">The file cannot be read, or holds no such key.</exception>
    public static HeldKey Read(Session session, string path)
    {
        string pem = Encoding.UTF8.GetString(Input.Read(session.Surroundings, path));
        return Import(ECDsa.Create(), pem) ?? Import(RSA.Create(), pem)
            ?? throw new CliError($"--key: {Input.NameOf(path)}: holds no unencrypted ECDSA or RSA private key in PEM") { Hint = "openssl ecparam -name prime256v1 -genkey -noout makes one" };
    }

    /// <summary>Signs a digest as the agent wants it.</summary>
    public BindSignature Sign(ReadOnlyMemory<byte> digest) => key switch
    {
        RSA rsa => Of("rsa-pkcs1-sha256", rsa.SignHash(digest.ToArray(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
        _ => AgentClient.BindChallenge.Sign((ECDsa)key, digest),
    };

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static BindSignature Of(string algorithm, byte[] value) => new() { Algorithm = algorithm, Value = ByteString.CopyFrom(value) };

    private static HeldKey? Import(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return pem.Contains("PRIVATE KEY", StringComparison.Ordinal) ? new(key) : throw new CryptographicException("a public key");
        }
        catch (Exception other) when (other is CryptographicException or ArgumentException)
        {
            key.Dispose();
            return null;
        }
    }
}
