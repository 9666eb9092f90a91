// SPDX-License-Identifier: Apache-2.0

using System.Globalization;
using System.Xml.Linq;
using Attestation.Benchmarks.Report.Plots;

namespace Attestation.Benchmarks.Tests;

public sealed class ReportPlotsTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private const string Load = """
        "rows":[
          {"device":"a & <b>","commit":"batched","callers":1,"perSecond":10,"p99Milliseconds":5},
          {"device":"a & <b>","commit":"batched","callers":100,"perSecond":1000,"p99Milliseconds":50}]
        """;

    private const string Quotes = """
        "rows":[{"device":"fast","quotes":10,"p50Milliseconds":8,"p90Milliseconds":9,"p99Milliseconds":10,"p999Milliseconds":10,"maxMilliseconds":10,"stalls":0,
          "buckets":[{"from":"6.727","to":"8","count":3},{"from":"8","to":"9.514","count":7}]}]
        """;

    [Fact]
    public void A_report_without_lines_has_no_picture()
    {
        using WrittenReport report = new();

        report.Write();

        Assert.Empty(report.Pictures);
    }

    [Fact]
    public void A_row_without_the_figure_has_no_place_in_its_picture()
    {
        using WrittenReport report = new WrittenReport()
            .With("agent-load", """ "rows":[{"device":"d","commit":"batched","callers":1,"perSecond":5},{"device":"d","commit":"batched","callers":10,"p99Milliseconds":2}] """);

        report.Write();

        Assert.All(report.Pictures, file => Assert.Single(XDocument.Parse(report.Picture(file)).Descendants(Svg + "circle")));
        Assert.Equal(2, report.Pictures.Count);
    }

    [Fact]
    public void A_picture_that_the_report_no_longer_has_is_deleted()
    {
        using WrittenReport report = new WrittenReport().WithFile("old.svg", "<svg/>");

        report.Write();

        Assert.Empty(report.Pictures);
    }

    [Fact]
    public void Pictures_are_well_formed_and_the_page_shows_each()
    {
        using WrittenReport report = new WrittenReport().With("agent-load", Load).With("quote-latency", Quotes);

        report.Write();

        Assert.Equal(["agent-load-p99.svg", "agent-load.svg", "quote-latency-fast.svg", "quote-latency.svg"], report.Pictures);
        Assert.All(report.Pictures, file =>
        {
            Assert.Equal(Svg + "svg", XDocument.Parse(report.Picture(file)).Root!.Name);
            Assert.Contains($"]({file})\n", report.Markdown, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_line_has_a_point_for_each_row_further_right_and_higher_with_more()
    {
        using WrittenReport report = new WrittenReport().With("agent-load", Load);

        report.Write();

        XElement[] points = [.. XDocument.Parse(report.Picture("agent-load.svg")).Descendants(Svg + "circle")];
        Assert.Equal(2, points.Length);
        Assert.True(Number(points[0], "cx") < Number(points[1], "cx"));
        Assert.True(Number(points[0], "cy") > Number(points[1], "cy"));
    }

    [Fact]
    public void Bars_are_as_long_as_their_values()
    {
        using WrittenReport report = new WrittenReport().With("quote-latency", Quotes);

        report.Write();

        double[] widths = [.. XDocument.Parse(report.Picture("quote-latency-fast.svg")).Descendants(Svg + "rect").Select(bar => Number(bar, "width"))];
        Assert.Equal(2, widths.Length);
        Assert.Equal(3.0 / 7, widths[0] / widths[1], 2);
    }

    [Fact]
    public void A_name_cannot_break_out_of_its_picture()
    {
        using WrittenReport report = new WrittenReport().With("agent-load", Load);

        report.Write();

        Assert.Contains(XDocument.Parse(report.Picture("agent-load.svg")).Descendants(Svg + "text"), text => text.Value == "a & <b>, batched");
    }

    [Fact]
    public void A_scale_of_one_value_and_of_nothing_has_places()
    {
        Assert.True(double.IsFinite(PlotScale.Logarithmic([0], 0, 100).PlaceOf(0)));
        Assert.True(double.IsFinite(PlotScale.Logarithmic([10], 0, 100).PlaceOf(10)));
        Assert.True(double.IsFinite(PlotScale.FromZero(0, 0, 100).PlaceOf(0)));
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
