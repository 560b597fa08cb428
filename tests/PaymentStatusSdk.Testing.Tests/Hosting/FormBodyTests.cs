using System.Text;
using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Testing.Tests.Hosting;

/// <summary>The reading and writing of forms, without a connection.</summary>
public sealed class FormBodyTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a:")]
    [InlineData("a=", "a:")]
    [InlineData("=b", ":b")]
    [InlineData("a=b=c", "a:b=c")]
    [InlineData("a=1&&a=2&A=3", "a:1 A:3")]
    [InlineData("a+b=c+d", "a b:c d")]
    [InlineData("%61=%62", "a:b")]
    [InlineData("a=%4", "a:%4")]
    [InlineData("a=%4g%41", "a:%4gA")]
    [InlineData("a=~%7E", "a:~~")]
    [InlineData("a=%C3%A9+", "a:\u00e9 ")]
    public void Form_is_read(string body, string expected) => Assert.Equal(
        expected, string.Join(' ', FormBody.Read(Encoding.ASCII.GetBytes(body)).Select(field => $"{field.Key}:{field.Value}")));

    [Theory]
    [InlineData("aZ09_", "aZ09_")]
    [InlineData(" -.~%&=+", "%20%2D%2E%7E%25%26%3D%2B")]
    [InlineData("\u00e9\u20ac\ud83d\ude00", "%C3%A9%E2%82%AC%F0%9F%98%80")]
    [InlineData("\ud800\udc41", "%F0%90%81%81")]
    public void Value_is_escaped(string value, string expected)
    {
        var text = new StringBuilder("a=");

        FormBody.AppendEscaped(text, value);

        Assert.Equal("a=" + expected, text.ToString());
    }
}
