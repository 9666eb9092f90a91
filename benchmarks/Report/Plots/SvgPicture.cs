// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Text;

namespace Attestation.Benchmarks.Report.Plots;

/// <summary>A picture that is read on light and on dark paper: no background, colours for both.</summary>
/// <param name="width">In units of which text is 12 high.</param>
/// <param name="height">The same.</param>
/// <param name="title">For readers who do not see it, too.</param>
internal sealed class SvgPicture(int width, int height, string title)
{
    private const string Style = """
        <style>text{font:12px system-ui,sans-serif;fill:#57606a}.t{font-weight:600;fill:#24292f}.g{stroke:#8c959f;stroke-opacity:.35}.l{fill:none;stroke-width:2}
        .c0{stroke:#0969da;fill:#0969da}.c1{stroke:#bc4c00;fill:#bc4c00}.c2{stroke:#1a7f37;fill:#1a7f37}.c3{stroke:#8250df;fill:#8250df}.c4{stroke:#9a6700;fill:#9a6700}.c5{stroke:#bf3989;fill:#bf3989}
        @media(prefers-color-scheme:dark){text{fill:#9198a1}.t{fill:#f0f6fc}.c0{stroke:#58a6ff;fill:#58a6ff}.c1{stroke:#f0883e;fill:#f0883e}.c2{stroke:#3fb950;fill:#3fb950}.c3{stroke:#bc8cff;fill:#bc8cff}.c4{stroke:#d29922;fill:#d29922}.c5{stroke:#f778ba;fill:#f778ba}}
        polyline.l{fill:none}</style>
        """;

    private const int Colours = 6;

    private readonly StringBuilder body = new();

    /// <summary>Words; <paramref name="anchor"/> is start, middle or end.</summary>
    public void Text(double x, double y, string text, string anchor = "start", bool isTitle = false) =>
        Add($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{(isTitle ? " class=\"t\"" : "")}>{Escaped(text)}</text>");

    /// <summary>A thin line behind the data.</summary>
    public void Grid(double x1, double y1, double x2, double y2) =>
        Add($"<line class=\"g\" x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\"/>");

    /// <summary>A line with a dot at each point.</summary>
    public void Curve(int colour, IReadOnlyCollection<(double X, double Y)> points)
    {
        string places = string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));
        Add($"<polyline class=\"l c{colour % Colours}\" points=\"{places}\"/>");
        foreach ((double x, double y) in points)
        {
            Add($"<circle class=\"c{colour % Colours}\" cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"2.5\"/>");
        }
    }

    /// <summary>A filled box.</summary>
    public void Box(int colour, double x, double y, double boxWidth, double boxHeight) =>
        Add($"<rect class=\"c{colour % Colours}\" x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{boxWidth:0.#}\" height=\"{boxHeight:0.#}\"/>");

    /// <summary>The file.</summary>
    public string End() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\">\n<title>{Escaped(title)}</title>\n{Style}\n{body}</svg>\n";

    private void Add(FormattableString element) => body.Append(element.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
