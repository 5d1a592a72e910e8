import{g as e,h as t,m as n,n as r,o as i,p as a,r as o,s,t as c,v as l,x as u}from"./styles.js";import{c as d}from"./position-row.js";import{a as f}from"./actions.js";import{i as p}from"./live-host.js";import{i as m}from"./localize.js";import{t as h}from"./payload.js";import{t as g}from"./sentence.js";var _={accepted:`profit`,refused:`loss`,failed:`loss`,expired:`loss`,queued:`warn`},v=`config/config_entries/entry`,y=class extends t{constructor(...e){super(...e),this.shown=``,this.error=``,this.opened=new Set}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.follow()}firstUpdated(){this.follow()}disconnectedCallback(){super.disconnectedCallback(),this.end?.(),this.end=void 0}async follow(){try{let e=await this.ctx.api.groups(({groups:e})=>{this.groups=e});this.isConnected&&!this.end?this.end=e:e()}catch(e){this.error=p(e)}}render(){let{t:e}=this.ctx;if(this.error)return l`<p class="empty error" role="alert">${this.error}</p>`;if(!this.groups)return l`<p class="empty soft" role="status">${e(`common.loading`)}</p>`;let t=l`<button class="button" data-add @click=${()=>this.ctx.go(`/setup/group`)}>${e(`groups.add`)}</button>`;if(!this.groups.length)return l`<div class="card empty">
        <h2>${e(`groups.none`)}</h2>
        <p class="soft">${e(`groups.none_next`)}</p>
        ${t}
      </div>`;let n=this.shown?this.groups.filter(({group:e})=>e===this.shown):this.groups;return l`${d(n.length?n:this.groups,({group:e})=>e,e=>this.renderGroup(e))}
      <div class="add">${t}</div>`}renderGroup(t){let{t:n}=this.ctx,r=e=>()=>this.ctx.go(`/setup/group/${encodeURIComponent(t.group)}/${e}`);return l`<section class="card" data-group=${t.group} aria-label=${t.name}>
      <div class="head">
        <h2>${t.name}</h2>
        ${t.loaded?e:l`<span class="chip warn">${n(`groups.not_loaded`)}</span>`}
        ${t.waiting?l`<span class="chip warn">${n(`groups.waiting`,{count:t.waiting})}</span>`:e}
        ${t.only_tradingview?l`<span class="chip">${n(`groups.senders`)}</span>`:e}
      </div>
      ${t.reason?l`<p class="inside error">${t.reason}</p>`:e}
      <h3>${n(`groups.members`)}</h3>
      <ol>
        ${t.bots.map(t=>l`<li>
            <span class=${t.name===null?`loss`:``}>${t.name??n(`groups.removed`)}</span>
            ${t.account_name?l`<span class="soft">· ${t.account_name}</span>`:e}
            <span class="chip">${n(`groups.factor`,{factor:this.ctx.format.number(t.size_factor)})}</span>
          </li>`)}
      </ol>
      <div class="buttons">
        <button class="button outlined" data-edit @click=${r(`group_bots`)}>${n(`groups.edit`)}</button>
        <button class="button outlined" @click=${r(`group_message`)}>${n(`groups.handover`)}</button>
        <button class="button outlined" @click=${r(`group_secret`)}>${n(`groups.new_secret`)}</button>
        <button class="button plain" data-delete @click=${()=>this.askToDelete(t)}>${n(`groups.delete`)}</button>
      </div>
      <h3>${n(`groups.signals`)}</h3>
      ${t.signals.length?d(t.signals,({receipt_id:e})=>e,e=>this.renderSignal(e)):l`<p class="inside soft">${n(`groups.no_signals`)}</p>`}
    </section>`}renderSignal(t){let{t:n,format:r}=this.ctx,a=this.opened.has(t.receipt_id);return l`<details data-receipt=${t.receipt_id} ?open=${a} @toggle=${this.onToggle}>
      <summary>
        <span class="chip ${_[t.status]??``}">${m(n,`signal`,t.status)}</span>
        <span class="what">
          <b>${t.action?m(n,`action`,t.action):n(`signals.unreadable`)}</b>
          ${t.symbol?i(s(t.symbol)):e}
          ${t.side?l`<span class="chip ${t.side===`long`?`profit`:`loss`}">${n(`side.${t.side}`)}</span>`:e}
          ${t.bots.map(({name:e,status:t})=>l`<span class="bot"><span class=${_[t]??``}>${m(n,`signal`,t)}</span> ${e}</span>`)}
          ${t.message&&!t.bots.length?l`<span class="message">${g(t.message)}</span>`:e}
        </span>
        <span class="soft when">${r.time(t.received_at)}</span>
      </summary>
      ${a?this.renderMore(t):e}
    </details>`}renderMore(e){let{t}=this.ctx;return l`<div class="more">
      ${e.bots.length?l`<ul>
            ${e.bots.map(e=>this.renderChild(e))}
          </ul>`:l`<p class="soft">${t(`groups.child_none`)}</p>`}
      <p class="soft">${t(`groups.payload`)}</p>
      <pre dir="ltr" tabindex="0" role="region" aria-label=${t(`groups.payload`)}>${h(e.payload).map(({text:e})=>e).join(`
`)}</pre>
    </div>`}renderChild(t){let{t:n}=this.ctx;return l`<li data-child=${t.bot_id}>
      <span class="chip ${_[t.status]??``}">${m(n,`signal`,t.status)}</span>
      <b>${t.name}</b>
      ${t.message?l`<span class="message">${g(t.message)} <code>${t.code}</code></span>`:e}
      ${t.position_ids.map(e=>l`<button class="button plain" @click=${()=>this.ctx.go(f({position_id:e}))}>
          ${n(`signals.to_position`)}
        </button>`)}
    </li>`}onToggle(e){let{open:t,dataset:n}=e.currentTarget,r=new Set(this.opened);t?r.add(n.receipt??``):r.delete(n.receipt??``),this.opened=r}askToDelete(e){let{t}=this.ctx,n=e.waiting?` ${t(`groups.delete_waiting`,{count:e.waiting})}`:``;this.ctx.ask({title:t(`groups.delete_title`,{group:e.name}),text:`${t(`groups.delete_text`)}${n}`,confirm:t(`groups.delete`),danger:!0,act:async()=>(await this.hass.callApi(`DELETE`,`${v}/${e.group}`),t(`groups.deleted`,{group:e.name}))})}static{this.styles=[c,u`
      section {
        margin-bottom: 16px;
        padding-bottom: 8px;
      }
      .head {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 16px 16px 0;
      }
      .head h2 {
        overflow-wrap: anywhere;
      }
      h3 {
        padding: 16px 16px 0;
      }
      ol {
        margin: 8px 0;
        padding-inline: 40px 16px;
      }
      ol li {
        line-height: 1.8;
        overflow-wrap: anywhere;
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        padding: 0 16px;
      }
      .inside {
        padding: 0 16px;
      }
      details {
        border-top: 1px solid var(--th-line);
        margin-top: 8px;
      }
      summary {
        align-items: baseline;
        cursor: pointer;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        list-style: none;
        min-height: 48px;
        padding: 14px 16px 0;
      }
      summary:focus-visible {
        outline-offset: -2px;
      }
      summary > .chip {
        flex: none;
        min-width: 84px;
        text-align: center;
      }
      .what {
        flex: 1 1 200px;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .what b,
      .more b {
        font-weight: 500;
      }
      .bot,
      .message {
        display: block;
        font-size: 14px;
      }
      .message {
        color: var(--th-soft);
      }
      .when {
        font-size: 12px;
      }
      .more {
        padding: 8px 16px 16px;
      }
      ul {
        display: grid;
        gap: 12px;
        list-style: none;
        margin: 0 0 12px;
        padding: 0;
      }
      ul li {
        overflow-wrap: anywhere;
      }
      pre {
        background: color-mix(in srgb, var(--primary-text-color) 5%, transparent);
        border-radius: 8px;
        font-size: 13px;
        margin: 0;
        overflow: auto;
        padding: 12px;
      }
      .add {
        display: flex;
        justify-content: flex-end;
      }
    `]}};o([n({attribute:!1})],y.prototype,`ctx`,void 0),o([n({attribute:!1})],y.prototype,`hass`,void 0),o([n()],y.prototype,`shown`,void 0),o([a()],y.prototype,`groups`,void 0),o([a()],y.prototype,`error`,void 0),o([a()],y.prototype,`opened`,void 0),y=o([r(`tradehook-groups`)],y);export{y as GroupsView};