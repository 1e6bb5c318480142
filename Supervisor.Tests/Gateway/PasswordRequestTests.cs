using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Supervisor.Domain.Sessions;
using Supervisor.Web.Gateway;
using Supervisor.Web.Persistence.Entities;

namespace Supervisor.Tests.Gateway;

public sealed class PasswordRequestTests
{
    /// <summary>protocol.md section 2.8: the form whose passwords are in the body, never in the address.</summary>
    [Fact]
    public async Task ChangePassword_OnTheWire_IsThePostOfTheProtocol()
    {
        var seen = "";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var gateway = builder.Build();
        gateway.Run(async context =>
        {
            using var body = new StreamReader(context.Request.Body);
            seen = $"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers["Guid"]} {context.Request.ContentType} {await body.ReadToEndAsync()}";
            context.Response.Headers["Set-GUID"] = "JSESSIONID=next";
            await context.Response.WriteAsync("""{"message":"","retcode":"110-017"}""");
        });
        await gateway.StartAsync();
        var address = gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var endpoint = GatewayEndpoint.Create(new ConfiguredGateway { Name = "g", BaseUrl = address + "/agentgateway/resource" }, []).Endpoint!;

        var reply = await new GatewayClient(endpoint, TimeProvider.System)
            .ChangePasswordAsync("291", PasswordForm.Write("o\"ld", "fresh"), new SessionTicket("guid", null), default);

        Assert.Equal((Answer.Refused("110-017"), "next"), (reply.Answer, reply.Ticket.Guid));
        Assert.Equal("""POST /agentgateway/resource/onlineagent/291/modifyaccountpwdex guid application/json; charset=utf-8 {"oldPassword":"o\u0022ld","newPassword":"fresh"}""", seen, ignoreCase: true);
    }
}
