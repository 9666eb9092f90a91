// SPDX-License-Identifier: Apache-2.0

namespace Attestation.Rendering;

/// <summary>Lines for people. Everything passes here, so nothing untrusted reaches a terminal as it came.</summary>
public sealed class Page(TextWriter writer, PageStyle style)
{
    /// <summary>What the screen can show.</summary>
    public PageStyle Style => style;

    /// <summary>A plain line.</summary>
    public void Line(string text = "") => Write("", text);

    /// <summary>A line that begins with an outcome's mark.</summary>
    public void Marked(Outcome outcome, string indent, string text) => Write($"{indent}{style.Painted(outcome)} ", text);

    /// <summary>A line that stands under the marked ones, with its text in their column.</summary>
    /// <param name="title">What the line is about.</param>
    /// <param name="titleWidth">Width of the marked lines' titles.</param>
    /// <param name="text">The text.</param>
    public void Unmarked(string title, int titleWidth, string text) =>
        Write("", $"  {title.PadRight(titleWidth + style.Mark(Outcome.Pass).Length + 1)} {text}");

    /// <summary>The verdict: the only bold line.</summary>
    public void Verdict(Outcome outcome, string verdict, string about) =>
        writer.Write($"{style.Painted(outcome)} {style.Strong(Safe(verdict))}   {Safe(about)}\n");

    private void Write(string trusted, string text) => writer.Write($"{trusted}{Safe(text)}".TrimEnd() + "\n");

    private string Safe(string text) => SafeText.Of(text, style.Utf8);
}
