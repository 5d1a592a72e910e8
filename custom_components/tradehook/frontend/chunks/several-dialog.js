import{c as e,g as t,h as n,m as r,n as i,o as a,p as o,r as s,t as c,v as l,x as u}from"./styles.js";import{i as d}from"./live-host.js";import{i as f}from"./localize.js";import{i as p}from"./worth.js";import{m,p as h}from"./actions.js";import{t as g}from"./sentence.js";var _=class extends n{constructor(...e){super(...e),this.news=0,this.asked=[],this.busy=!1,this.errors=[],this.act=async()=>{let{action:e,left:t,ctx:n}=this;if(!e||this.busy||!t.length)return;this.busy=!0,this.errors=[];let r=this.accounts.map(([e,t])=>({account:e,name:t[0]?.account_name??``})),i=await Promise.allSettled(r.map(({account:r})=>{let i=t.filter(e=>e.account===r).map(e=>e.position_id);return i.length?e===`close`?n.api.closeAll(r,i):n.api.keepAll(r,i):Promise.resolve([])}));this.busy=!1,this.errors=i.flatMap((e,t)=>e.status===`rejected`?[n.t(`several.left`,{name:r[t]?.name??``,error:d(e.reason)})]:[]);let a=i.reduce((e,t)=>e+(t.status===`fulfilled`?t.value.length:0),0);this.errors.length||this.dialog?.close(),a&&n.say(n.t(e===`close`?`several.closed`:`several.kept`,{count:a}))}}async ask(e,t){this.asked=e,this.action=t,this.errors=[],await this.updateComplete,this.dialog?.showModal()}get dialog(){return this.renderRoot.querySelector(`dialog`)}get left(){let{positions:e}=this.ctx.live;return this.asked.flatMap(({position_id:t})=>e?.get(t)??[])}render(){let{action:e,ctx:n,left:r}=this;if(!e)return t;let{t:i}=n,a=r.length;return l`<dialog
      aria-labelledby="title"
      @close=${this.onClose}
      @cancel=${e=>this.busy&&e.preventDefault()}
    >
      <h2 id="title">${i(`several.${e}_title${a===1?`_one`:``}`,{count:a})}</h2>
      <p>${i(`several.${e}_text`)}</p>
      <div class="list" tabindex="0" role="group" aria-labelledby="title">
        ${this.accounts.map(([e,t])=>this.renderAccount(e,t))}
      </div>
      ${e===`close`?this.renderTotals(r):t}
      <div role="alert">
        ${this.errors.map(e=>l`<p class="error" data-error>${g(e)}</p>`)}
      </div>
      <div class="actions">
        <button class="button plain" ?disabled=${this.busy} @click=${()=>this.dialog?.close()}>
          ${i(`common.cancel`)}
        </button>
        <button
          class="button ${e===`close`?`danger`:``}"
          data-confirm
          ?disabled=${this.busy||!a}
          @click=${this.act}
        >
          ${this.busy?i(`common.working`):i(`several.${e}_confirm`,{count:a})}
        </button>
      </div>
    </dialog>`}get accounts(){let e=new Map;for(let t of this.asked)e.set(t.account,[...e.get(t.account)??[],t]);return[...e]}renderAccount(e,n){let{t:r,live:i}=this.ctx,a=i.accounts?.find(t=>t.account===e)?.type;return l`<h3>
        ${n[0]?.account_name} ${a?l`<span class="chip">${f(r,`account_type`,a)}</span>`:t}
      </h3>
      <ul>
        ${n.map(e=>this.renderPosition(e))}
      </ul>`}renderPosition(t){let{t:n,format:r,live:i}=this.ctx,o=i.positions?.get(t.position_id),s=o&&Number(o.size)!==0;return l`<li data-position=${t.position_id}>
      <span>
        <b>${a(t.symbol)}</b> ${n(`side.${t.side}`)}
        <span class="soft small">${o&&s?`${r.number(o.size)} ${o.base}`:``}</span>
      </span>
      <span class="number end">
        ${o?s?this.action===`keep`?l`<span class="soft">${n(`several.stays`)}</span>`:l`<span class=${e(o.unrealized_profit)}>
                  ${r.money(o.unrealized_profit,o.quote,!0)}
                </span>`:n(`several.unfilled`):l`<span class="soft">${n(`several.over`)}</span>`}
      </span>
    </li>`}renderTotals(n){let{t:r,format:i}=this.ctx,a=[...new Set(n.map(({quote:e})=>e))];return l`<ul class="together">
        ${a.map(t=>{let a=p(n.filter(e=>e.quote===t).map(e=>e.unrealized_profit));return l`<li data-together=${t}>
            <b>${r(`several.total`)}</b>
            <b class="number ${e(a)}">${i.money(a,t,!0)}</b>
          </li>`})}
      </ul>
      ${n.some(e=>!Number(e.size))?l`<p class="soft">${r(`several.unfilled_note`)}</p>`:t}`}onClose(){this.action=void 0,this.asked=[],h(this)}static{this.styles=[c,m,u`
      .list {
        max-height: 45vh;
        overflow-y: auto;
      }
      h3 {
        margin-top: 12px;
      }
      ul {
        list-style: none;
        margin: 4px 0 0;
        padding: 0;
      }
      li {
        border-top: 1px solid var(--th-line);
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        justify-content: space-between;
        padding: 8px 4px;
      }
      b {
        font-weight: 500;
      }
      .together {
        border-top: 2px solid var(--th-line);
      }
      .together li:first-child {
        border: 0;
      }
      .small {
        font-size: 12px;
      }
    `]}};s([r({attribute:!1})],_.prototype,`ctx`,void 0),s([r({type:Number})],_.prototype,`news`,void 0),s([o()],_.prototype,`asked`,void 0),s([o()],_.prototype,`action`,void 0),s([o()],_.prototype,`busy`,void 0),s([o()],_.prototype,`errors`,void 0),_=s([i(`tradehook-several-dialog`)],_);export{_ as SeveralDialog};