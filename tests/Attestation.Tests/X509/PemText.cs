// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.Tests.X509;

/// <summary>PEM written by hand, so that tests can write it wrongly.</summary>
internal static class PemText
{
    public static byte[] Of(IEnumerable<byte[]> blocks, string lineEnd = "\n", string tail = "\n", string label = "CERTIFICATE", int width = 64)
    {
        IEnumerable<string> texts = blocks.Select(block =>
        {
            string base64 = Convert.ToBase64String(block);
            IEnumerable<string> lines = base64.Chunk(width).Select(chunk => new string(chunk));
            return string.Join(lineEnd, [$"-----BEGIN {label}-----", .. lines, $"-----END {label}-----"]);
        });
        return Encoding.ASCII.GetBytes(string.Join(lineEnd, texts) + tail);
    }
}
