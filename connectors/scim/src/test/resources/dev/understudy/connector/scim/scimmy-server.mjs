// SPDX-License-Identifier: Apache-2.0
// Users and groups in memory behind scimmy-routers. Prints its port, ends with its standard input.
import {randomUUID} from "node:crypto";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";

const stores = {User: new Map(), Group: new Map()};

function ingress(store, unique) {
    return (resource, data) => {
        const value = JSON.parse(JSON.stringify(data));
        const before = resource.id ? store.get(resource.id) : {};
        if (!before) throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
        for (const other of store.values()) {
            if (unique && other.id !== resource.id && other[unique]?.toLowerCase() === value[unique]?.toLowerCase())
                throw new SCIMMY.Types.Error(409, "uniqueness", `${unique} is taken`);
        }
        const now = new Date().toISOString();
        const id = resource.id ?? randomUUID();
        const stored = {...value, id, meta: {created: before.meta?.created ?? now, lastModified: now}};
        store.set(id, stored);
        return stored;
    };
}

function egress(store) {
    return (resource) => {
        if (resource.id) {
            if (!store.has(resource.id)) throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
            return store.get(resource.id);
        }
        const all = [...store.values()];
        return resource.filter ? resource.filter.match(all) : all;
    };
}

function degress(store) {
    return (resource) => {
        if (!store.delete(resource.id)) throw new SCIMMY.Types.Error(404, null, `Resource ${resource.id} not found`);
    };
}

SCIMMY.Resources.declare(SCIMMY.Resources.User.extend(SCIMMY.Schemas.EnterpriseUser, false))
    .ingress(ingress(stores.User, "userName")).egress(egress(stores.User)).degress(degress(stores.User));
SCIMMY.Resources.declare(SCIMMY.Resources.Group)
    .ingress(ingress(stores.Group)).egress(egress(stores.Group)).degress(degress(stores.Group));

const app = express();
app.post("/reset", (request, response) => {
    Object.values(stores).forEach(store => store.clear());
    response.status(204).end();
});
app.use("/scim", new SCIMMYRouters({
    type: "bearer",
    handler: (request) => {
        if (request.header("Authorization") !== `Bearer ${process.env.SCIM_TOKEN}`) throw new Error("wrong token");
        return "tester";
    }
}));
const server = app.listen(0, "127.0.0.1", () => console.log(server.address().port));
process.stdin.resume();
process.stdin.on("end", () => process.exit(0));
