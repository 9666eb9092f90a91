// SPDX-License-Identifier: Apache-2.0

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Attestation.Cli.Rendering;

/// <summary>How every JSON document of the command line is written: indented, one newline at the end.</summary>
internal static class JsonDocuments
{
    private const int ChunkBytes = 64 << 10;

    // No HTML is near; the strict encoder would write "+json" as "\u002Bjson". Control characters are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document of any length, bounded in memory.</summary>
    /// <param name="output">Where it goes.</param>
    /// <param name="write">Writes it, and passes on what is written at each step.</param>
    public static void WriteTo(Stream output, Action<Utf8JsonWriter, Action> write)
    {
        using (Utf8JsonWriter writer = new(output, Options))
        {
            write(writer, () =>
            {
                if (writer.BytesPending > ChunkBytes)
                {
                    writer.Flush();
                }
            });
        }

        output.Write("\n"u8);
    }

    /// <summary>The bytes of the document that <paramref name="write"/> writes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> bytes = new();
        using (Utf8JsonWriter writer = new(bytes, Options))
        {
            write(writer);
        }

        bytes.Write("\n"u8);
        return bytes.WrittenSpan.ToArray();
    }
}
