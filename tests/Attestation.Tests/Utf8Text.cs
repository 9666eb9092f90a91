// SPDX-License-Identifier: Apache-2.0

using System.Text;

namespace Attestation.Tests;

internal static class Utf8Text
{
    public static byte[] ToUtf8(this string text) => Encoding.UTF8.GetBytes(text);
}
